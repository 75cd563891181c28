import type { LedgerEvent } from '@commonkey/ledger';
import type { Selectable } from 'kysely';
import { type Authority, authorityOf } from '../holds/receipt.ts';
import type { DisposalTrigger } from '../holds/triggers.ts';
import { recordAll } from '../store/record.ts';
import type { Writer } from '../store/store.ts';
import type { StatementTables } from '../store/tables/statements.ts';
import type { VaultParts } from './parts.ts';
import { todayIn } from './today.ts';

/**
 * Says in the ledger and in the register that so many records of each series are about to end, or were taken back because a
 * hold came in time. In the transaction that sets or removes their tombstones.
 */
export async function sayBegun(
  parts: Pick<VaultParts, 'program' | 'clock' | 'random'>,
  tx: Writer,
  rows: readonly { series: string; disposal_certificate: string | null }[],
  { authority, takenBack }: { authority: DisposalTrigger; takenBack: boolean },
): Promise<void> {
  const begun_on = todayIn(parts);
  const all = [...Map.groupBy(rows, (row) => row.series)].flatMap(([series, ofIt]) =>
    [...Map.groupBy(ofIt, (row) => row.disposal_certificate)].map(([listedBy, some]) => ({
      ...{ series, count: some.length, authority, begun_on },
      ...columnsOf(authorityOf(authority, listedBy)),
    })),
  );
  const recorded = await recordAll(
    tx,
    all.map((facts) => begunEvent({ ...facts, taken_back: takenBack })),
    parts.random,
  );
  const said = recorded.flatMap(({ salt }, at) => {
    const facts = all[at];
    return facts ? [{ id: crypto.randomUUID(), ...facts, taken_back: takenBack, ledger_salt: salt }] : [];
  });
  if (said.length > 0) await tx.insertInto('disposals_begun').values(said).execute();
}

type Row = Selectable<StatementTables['disposals_begun']>;

const columnsOf = (under: Authority | null) => ({
  under: under?.under ?? null,
  certificate: under?.under === 'certificate' ? under.certificate : null,
});

/** What the ledger's leaf of a beginning commits to. */
export const begunEvent = ({
  series,
  count,
  authority,
  begun_on,
  taken_back,
  under,
  certificate,
}: Omit<Row, 'id' | 'ledger_salt'>): LedgerEvent => ({
  kind: taken_back ? 'disposal-taken-back' : 'disposal-begun',
  series,
  count,
  authority,
  begun_on,
  ...(under === null ? {} : { under }),
  ...(certificate === null ? {} : { certificate }),
});
