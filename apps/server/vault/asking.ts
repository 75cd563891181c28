import type { DisposalAnswer } from '../holds/may-destroy.ts';
import type { Reader } from '../store/store.ts';
import type { VaultParts } from './parts.ts';
import type { RecordRow } from './records.ts';

type Asked = { series: string; due: string; certificate: string | null };

/**
 * `mayBegin` for sealed records, as things stand in this transaction. Records alike in series, date and certificate are
 * asked for once.
 * A record has no date of its own that a hold could leave out: every hold of its series covers it.
 */
/** What decides about a record. */
export const askedOf = ({
  series,
  ends_on,
  disposal_certificate,
}: Pick<RecordRow, 'series' | 'ends_on' | 'disposal_certificate'>): Asked => ({
  series,
  due: ends_on,
  certificate: disposal_certificate,
});

export function askIn(tx: Reader, holds: VaultParts['holds']): (record: Asked) => Promise<DisposalAnswer> {
  const known = new Map<string, Promise<DisposalAnswer>>();
  return ({ series, due, certificate }) => {
    const key = `${series} ${due} ${certificate}`;
    const answer = known.get(key) ?? holds.mayBegin(tx, { series, date: null, due, certificate });
    known.set(key, answer);
    return answer;
  };
}
