import type { PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { HoldsCode } from '../holds/errors.ts';
import { countKept, type KeptCount } from '../holds/kept.ts';
import { mendAskedBy } from '../holds/mending.ts';
import type { HoldRow } from '../holds/mirror.ts';
import { EVERYTHING, placedScope, type StoredScope, scopeNow, stored } from '../holds/scope.ts';
import { isSound } from '../holds/seal.ts';
import { type Known, knownHolds } from './known.ts';
import { nextReviews, today } from './review.ts';

/** `altered`: its row says something else than the service wrote. It counts, over everything, until two people put it right. */
export type HoldState = 'provisional' | 'confirmed' | 'lapsed' | 'released' | 'altered';
export type HoldView = {
  id: string;
  row: HoldRow;
  state: HoldState;
  scope: StoredScope;
  placed: StoredScope;
  /** Null unless it lasts. */
  nextReview: PlainDate | null;
  overdue: boolean;
  /** Who asked, as the first of two, that its row is put right. */
  mendAskedBy: string | null;
  /** What the key process says of one that is altered: nothing that its row says may be shown. Null of every other. */
  known: Known | null;
};
/** With what it takes; null once it has ended. */
export type CountedHold = HoldView & { count: KeptCount | null };

export function stateOf(row: HoldRow, now: Date): HoldState {
  if (row.released_at !== null) return 'released';
  if (row.confirmed_at !== null) return 'confirmed';
  return row.placed_in_doubt || row.provisional_until > now ? 'provisional' : 'lapsed';
}

export const isOpen = ({ state }: Pick<HoldView, 'state'>): boolean =>
  state === 'provisional' || state === 'confirmed' || state === 'altered';

/** Every hold there ever was, the newest first; before them those of which no row can say when they were placed. */
export async function allHolds(context: Context): Promise<HoldView[]> {
  const rows = await context.store.read
    .selectFrom('legal_holds')
    .selectAll()
    .orderBy('placed_at', 'desc')
    .orderBy('id')
    .execute();
  const views = await viewed(context, rows);
  return views.toSorted((one, other) => Number(other.state === 'altered') - Number(one.state === 'altered'));
}

/** @throws Fault `hold-unknown` */
export async function oneHold(context: Context, id: string): Promise<HoldView> {
  const rows = await context.store.read.selectFrom('legal_holds').selectAll().where('id', '=', id).execute();
  const [view] = await viewed(context, rows);
  if (!view) throw new Fault<HoldsCode>('hold-unknown');
  return view;
}

async function viewed(context: Context, rows: readonly HoldRow[]): Promise<HoldView[]> {
  const { store, clock, program } = context;
  const now = clock.earliest();
  const on = today(context);
  const reviews = await nextReviews(store.read, program.program.city.timeZone);
  const anyAltered = rows.some((row) => !isSound(store.read, row));
  const knownOf = anyAltered ? await knownHolds(context) : () => null;
  const views: HoldView[] = [];
  for (const row of rows) {
    const altered = !isSound(store.read, row);
    const state = altered ? 'altered' : stateOf(row, now);
    const scope = altered ? stored(EVERYTHING) : scopeNow(row);
    const nextReview = state === 'confirmed' ? (reviews.get(row.id) ?? null) : null;
    views.push({
      id: row.id,
      row,
      state,
      scope,
      placed: altered ? scope : placedScope(row),
      mendAskedBy: altered ? mendAskedBy(store.read, row) : null,
      known: altered ? knownOf(row.id) : null,
      nextReview,
      overdue: nextReview !== null && nextReview < on,
    });
  }
  return views;
}

/** Holds with what each takes: of a large city it is seconds, so only where it is shown, and all of them at once. */
export async function counted(context: Context, holds: readonly HoldView[]): Promise<CountedHold[]> {
  const { store, clock, program } = context;
  const open = holds.filter(isOpen);
  const taken = open.map(({ row, scope, state }) => ({
    ...scope,
    fromAge: state === 'altered' ? null : row.from_age,
  }));
  const facts = { program: program.program, now: clock.earliest() };
  const counts = taken.length === 0 ? [] : await countKept(store.read, taken, facts);
  return holds.map((hold) => ({ ...hold, count: counts[open.indexOf(hold)] ?? null }));
}

export async function countedHold(context: Context, hold: HoldView): Promise<CountedHold> {
  const [found] = await counted(context, [hold]);
  return found ?? { ...hold, count: null };
}
