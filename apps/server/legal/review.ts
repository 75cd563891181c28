import { addDays, type PlainDate, plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { HoldsCode } from '../holds/errors.ts';
import { openHold, setReleaseAsked } from '../holds/holding.ts';
import { upholdHold } from '../holds/lifting.ts';
import { record } from '../store/record.ts';
import type { Reader } from '../store/store.ts';

/** Longest that a hold lasts without the law department looking at it. It is shown then, and never ends by itself. */
export const REVIEW_DAYS = 90;

/**
 * The law department looked and finds the hold still needed: an open request to lift it is taken off, and the next look is
 * due in 90 days. What had to be put back after a restore counts as looked at from then on.
 * @throws Fault `hold-unknown` | `hold-already-released` | `hold-not-confirmed`
 */
export async function reviewHold(context: Context, hold: string, by: string): Promise<void> {
  const { store, clock, random, vault } = context;
  const foundAgain = await store.write(async (tx) => {
    const row = await openHold(tx, hold);
    if (row.confirmed_at === null) throw new Fault<HoldsCode>('hold-not-confirmed');
    const now = clock.now();
    const next_on = addDays(today(context), REVIEW_DAYS);
    const { salt } = await record(tx, { kind: 'hold-reviewed', hold, next_on }, random);
    await tx
      .insertInto('hold_reviews')
      .values({
        id: crypto.randomUUID(),
        hold,
        reviewed_at: now,
        reviewed_by: by,
        next_on,
        ledger_salt: salt,
      })
      .execute();
    await setReleaseAsked(tx, row, null);
    return row.reason === null;
  });
  if (foundAgain) await upholdHold(store, hold, by, { clock, random, inFlight: vault.inFlight });
}

export const today = ({ program, clock }: Pick<Context, 'program' | 'clock'>): PlainDate =>
  plainDateIn(program.program.city.timeZone, clock.now());

/** The day of each lasting hold's next review, by id. */
export async function nextReviews(read: Reader, timeZone: string): Promise<ReadonlyMap<string, PlainDate>> {
  const rows = await read
    .selectFrom('legal_holds as h')
    .leftJoin('hold_reviews as r', 'r.hold', 'h.id')
    .select(['h.id', 'h.confirmed_at'])
    .select((of) => of.fn.max('r.next_on').as('next'))
    .where('h.released_at', 'is', null)
    .where('h.confirmed_at', 'is not', null)
    .groupBy(['h.id', 'h.confirmed_at'])
    .execute();
  return new Map(
    rows.flatMap(({ id, confirmed_at, next }) => {
      const day = next ?? (confirmed_at && addDays(plainDateIn(timeZone, confirmed_at), REVIEW_DAYS));
      return day ? [[id, day] as const] : [];
    }),
  );
}

/** How many lasting holds should have been looked at before today. */
export async function overdueReviews(read: Reader, timeZone: string, now: Date): Promise<number> {
  const on = plainDateIn(timeZone, now);
  return [...(await nextReviews(read, timeZone)).values()].filter((day) => day < on).length;
}
