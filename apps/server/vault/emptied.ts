import { dayOfEnding } from '../holds/day.ts';
import { DISPOSAL_TRIGGERS, type DisposalTrigger } from '../holds/triggers.ts';
import type { Writer } from '../store/store.ts';
import type { VaultParts } from './parts.ts';
import { among } from './records.ts';

/** Applications of which something sealed has ended, by id, and what that said. */
export type Emptied = Map<string, string>;

/** In one transaction: one line of the register of receipts for each reason. */
const AT_ONCE = 5_000;

/**
 * Ends the applications of which nothing sealed is left, and their sessions. As many as receipts come back for had ended before,
 * and are not counted again. The service stopped before it came to the others, or their receipts are lost: those are counted.
 *
 * @param oldCopy by series, for how many a first receipt comes back; null where the database is no old copy
 * @returns how many ended before with a receipt that is lost
 */
export async function endEmptied(
  parts: VaultParts,
  emptied: Emptied,
  oldCopy: ReadonlyMap<string, number> | null,
): Promise<number> {
  let lost = 0;
  let toCome = oldCopy?.get(parts.holds.seriesOf('applications')) ?? 0;
  const all = [...emptied.keys()];
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE);
    const done = await parts.store.write(async (tx) => {
      const empty = await emptyOf(parts, tx, some);
      return endAll(parts, tx, oldCopy === null ? asItsRecords(empty, emptied) : bySaid(empty, toCome));
    });
    toCome -= done.again;
    lost += done.lost;
  }
  return lost;
}

type Empty = { id: string; due: boolean };

/** Those whose day has not come first: they can have ended by an event alone. */
async function emptyOf(
  { clock, program }: VaultParts,
  tx: Writer,
  ids: readonly string[],
): Promise<readonly Empty[]> {
  const day = dayOfEnding(program.city.timeZone, clock.earliest());
  const rows = await tx
    .selectFrom('applications')
    .select(['id', 'ends_on'])
    .where(among('id', ids))
    .where((of) =>
      of.not(
        of.exists(
          of
            .selectFrom('vault_records')
            .select('vault_records.id')
            .whereRef('vault_records.application', '=', 'applications.id'),
        ),
      ),
    )
    .execute();
  return rows
    .map(({ id, ends_on }) => ({ id, due: ends_on <= day }))
    .sort((a, b) => Number(a.due) - Number(b.due));
}

type Reasons = ReadonlyMap<DisposalTrigger, readonly Empty[]>;

/** The service stopped in between: the application ends for what its records ended for. */
const asItsRecords = (empty: readonly Empty[], said: Emptied): Reasons =>
  Map.groupBy(empty, ({ id }) => DISPOSAL_TRIGGERS.find((one) => one === said.get(id)) ?? 'restored');

const bySaid = (empty: readonly Empty[], toCome: number): Reasons =>
  Map.groupBy(empty, ({ due }, i) => (i < toCome ? 'restored' : due ? 'due' : 'receipt-lost'));

async function endAll({ holds }: VaultParts, tx: Writer, reasons: Reasons) {
  const done = { again: 0, lost: 0 };
  for (const [because, some] of reasons) {
    const ids = some.map(({ id }) => id);
    await holds.destroy(tx, {
      table: 'portal_sessions',
      where: { application: ids },
      because: 'session-ended',
    });
    const { destroyed } = await holds.destroy(tx, { table: 'applications', where: { id: ids }, because });
    if (because === 'restored') done.again += destroyed;
    if (because === 'receipt-lost') done.lost += destroyed;
  }
  return done;
}
