import type { DisposalAnswer } from '../holds/may-destroy.ts';
import { secondKeys } from '../holds/second-key.ts';
import type { Reader } from '../store/store.ts';
import type { VaultParts } from './parts.ts';
import type { RecordRow } from './records.ts';

/** What decides about a record. */
export type AskedRow = Pick<RecordRow, 'id' | 'kind' | 'series' | 'ends_on' | 'age' | 'disposal_certificate'>;

/**
 * `mayBegin` for some sealed records, as things stand in this transaction. Records alike in series, date, age and
 * certificate are asked for once.
 * A record has no date of its own that a hold could leave out, but for what its age tells.
 */
export async function askIn(
  tx: Reader,
  holds: VaultParts['holds'],
  rows: readonly AskedRow[],
): Promise<(row: AskedRow) => Promise<DisposalAnswer>> {
  const known = new Map<string, Promise<DisposalAnswer>>();
  const second = await secondKeys(tx, rows);
  return ({ id, series, ends_on: due, age, disposal_certificate: certificate }) => {
    const secondKey = second.has(id);
    const key = `${series} ${due} ${age} ${certificate} ${secondKey}`;
    const answer =
      known.get(key) ?? holds.mayBegin(tx, { series, date: null, due, age, certificate, secondKey });
    known.set(key, answer);
    return answer;
  };
}
