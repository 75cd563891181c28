import type { DisposalAnswer } from '../holds/may-destroy.ts';
import type { Reader } from '../store/store.ts';
import type { VaultParts } from './parts.ts';

type Asked = { series: string; due: string };

/**
 * `mayBegin` for sealed records, as things stand in this transaction. Records alike in series and date are asked for once.
 * A record has no date of its own that a hold could leave out: every hold of its series covers it.
 */
export function askIn(tx: Reader, holds: VaultParts['holds']): (record: Asked) => Promise<DisposalAnswer> {
  const known = new Map<string, Promise<DisposalAnswer>>();
  return ({ series, due }) => {
    const key = `${series} ${due}`;
    const answer = known.get(key) ?? holds.mayBegin(tx, { series, date: null, due });
    known.set(key, answer);
    return answer;
  };
}
