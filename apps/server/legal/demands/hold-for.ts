import { holdOf } from '@commonkey/exposure/holds.ts';
import type { PlainDate, Program } from '@commonkey/program';
import { Fault, isFault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { acknowledgeHold, placeHold } from '../../holds/holding.ts';
import { upholdHold } from '../../holds/lifting.ts';
import { checkedScope, type HoldScope, type ScopeRules } from '../../holds/scope.ts';
import type { Writer } from '../../store/store.ts';
import type { DemandClass, Gag } from '../../store/tables/demands.ts';
import type { HoldReason } from '../../store/tables/holds.ts';
import { writeWording } from '../wording.ts';
import type { DemandCode } from './errors.ts';

type Asked = { classes: readonly DemandClass[]; from: PlainDate | null };

/** The series whose records are of these classes, or of which nobody said what they are. */
export function seriesAskedFor(program: Pick<Program, 'series'>, classes: ReadonlySet<string>): string[] {
  return program.series
    .filter(({ holds, medium }) => holds.some((name) => classes.has(holdOf(name, medium).class)))
    .map(({ id }) => id);
}

/**
 * The smallest scope that is certain to take what the items ask for: by class of record, and from the first day that they ask
 * for; all there is, where nobody has said yet what it asks for. The last day stays open: whoever applied by then may have got a record later. Somebody who is named is among them.
 * @throws Fault `hold-nothing-here`: no record of this service is of such a class
 */
export function scopeAskedFor(
  program: Pick<Program, 'series'>,
  items: readonly Asked[],
  rules: ScopeRules,
): HoldScope {
  if (items.length === 0) return checkedScope({ series: 'all', days: 'all' }, rules);
  const series = seriesAskedFor(program, new Set(items.flatMap(({ classes }) => classes)));
  if (series.length === 0) throw new Fault<DemandCode>('hold-nothing-here');
  const froms = items.map(({ from }) => from);
  const [first] = froms.filter((day) => day !== null).sort();
  const whole = first === undefined || first > rules.today || froms.includes(null);
  return checkedScope({ series, days: whole ? 'all' : { from: first, until: null } }, rules);
}

/**
 * Places a hold and makes it last, in one step, since a law officer asks. Asked again with one id it places nothing more.
 * Where a court ordered silence the hold is silent from its first moment.
 * @throws Fault `hold-waits-for-keeper`: it counts all the same
 */
export async function holdAtOnce(
  context: Context,
  id: string,
  { scope, reason, gag }: { scope: HoldScope; reason: HoldReason; gag: Gag },
  by: string,
): Promise<void> {
  const { store, clock, random, vault } = context;
  const { inFlight } = vault;
  const known = await store.read
    .selectFrom('legal_holds')
    .select(['id', 'confirmed_at'])
    .where('id', '=', id)
    .where('placed_by', '=', by)
    .executeTakeFirst();
  let waits: unknown = null;
  try {
    if (known) await acknowledgeHold(store, id, { inFlight });
    else await placeHold(store, scope, by, { clock, random, inFlight, reason, id });
  } catch (error) {
    if (!isFault(error) || error.code !== 'hold-waits-for-keeper') throw error;
    waits = error;
  }
  if (!known?.confirmed_at) {
    const silent = { gag: true, sentences: {} };
    const also = async (tx: Writer) => {
      if (gag === 'ordered') await writeWording(tx, id, silent, { by, now: clock.now(), random });
    };
    await upholdHold(store, id, by, { clock, random, inFlight, also });
  }
  if (waits !== null) throw waits;
}
