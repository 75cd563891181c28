import { Fault } from '@commonkey/words';
import { sql } from 'kysely';
import type { HoldsCode } from '../../holds/errors.ts';
import type { Reader, Writer } from '../../store/store.ts';

/**
 * Holds that may not be spoken of: counsel’s newest word on them says so, or an old copy of the database may have lost it, or a
 * demand that placed them is under an order of silence. What is asked here is asked wherever residents are told anything, by message or on a page.
 */
export async function silentHolds(read: Reader): Promise<ReadonlySet<string>> {
  const worded = await read
    .selectFrom('hold_wordings')
    .distinctOn('hold')
    .select(['hold', 'gag'])
    .orderBy('hold')
    .orderBy('turn', 'desc')
    .execute();
  const demanded = await read
    .selectFrom('demand_steps as s')
    .innerJoin('demands as d', 'd.id', 's.demand')
    .select('s.hold')
    .distinct()
    .where('s.step', '=', 'held')
    .where(gagOfDemand, '=', 'ordered')
    .execute();
  return new Set([
    ...(await lostWords(read)),
    ...worded.flatMap(({ hold, gag }) => (gag ? [hold] : [])),
    ...demanded.flatMap(({ hold }) => (hold === null ? [] : [hold])),
  ]);
}

/** Holds of which nothing newer was written since an old copy of the database may have lost words. */
export async function lostWords(read: Reader): Promise<ReadonlySet<string>> {
  const rows = await read
    .selectFrom('legal_holds as h')
    .select('h.id')
    .where('h.words_lost_after', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('hold_wordings as w')
            .select('w.id')
            .whereRef('w.hold', '=', 'h.id')
            .whereRef('w.turn', '>', 'h.words_lost_after'),
        ),
      ),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Of a row `d` of `demands`: its newest step about a gag says it, else what it came with. No day that passes ends one. */
const gagOfDemand = sql<string>`coalesce((select coalesce(g.found, 'none') from demand_steps as g
  where g.demand = d.id and g.step = 'gag' order by g.place desc limit 1), d.gag)`;

/** Of a decision that does not outlast an order of silence: there was one after it was asked for, or nobody can say that there was none. */
export const wasSilenced = (table: 'hold_notices' | 'public_notices') => {
  const of = sql.table(table);
  return sql<boolean>`(not ${of}.after_gag and (
    exists (select 1 from legal_holds as l where l.id = ${of}.hold and l.words_lost_at >= ${of}.asked_at) or
    exists (select 1 from hold_wordings as w
      where w.hold = ${of}.hold and w.gag and w.written_at >= ${of}.asked_at)
    or exists (select 1 from demand_steps as h join demand_steps as g on g.demand = h.demand
      where h.hold = ${of}.hold and h.step = 'held' and g.step = 'gag' and g.found = 'ordered'
        and g.moved_on >= ${of}.asked_at::date)))`;
};

/**
 * For whoever says, in this transaction, that a hold may not be spoken of: waits for what is being said just now. Once that
 * is acknowledged nothing more leaves.
 */
export async function waitForSpeech(tx: Writer, hold: string): Promise<void> {
  requireHold(await ofHold(tx, hold).forNoKeyUpdate().executeTakeFirst());
}

/** While this transaction lasts nobody can say that the hold may not be spoken of, or the demand that placed it. */
export async function holdSpeech(tx: Writer, hold: string): Promise<void> {
  requireHold(await ofHold(tx, hold).forShare().executeTakeFirst());
  await tx
    .selectFrom('demands')
    .select('id')
    .where('id', 'in', (of) =>
      of.selectFrom('demand_steps').select('demand').where('step', '=', 'held').where('hold', '=', hold),
    )
    .orderBy('id')
    .forShare()
    .execute();
}

const ofHold = (tx: Writer, hold: string) => tx.selectFrom('legal_holds').select('id').where('id', '=', hold);

function requireHold(row: { id: string } | undefined): void {
  if (!row) throw new Fault<HoldsCode>('hold-unknown');
}
