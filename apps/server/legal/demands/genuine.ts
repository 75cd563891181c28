import type { InstrumentType } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Reader } from '../../store/store.ts';
import type { Check } from '../../store/tables/demands.ts';
import type { DemandCode } from './errors.ts';
import { checksNow, type DemandView } from './view.ts';

/** What a court itself issues: without a judge's signature and the court's seal it is not what it says. */
const OF_A_COURT: readonly InstrumentType[] = ['court-order', 'judicial-warrant'];
/** Ticks that, answered with no, say of any paper that it is not what it says. That it does not bind by itself is no such tick. */
const OF_ANY: readonly Check[] = ['issuer-listed', 'signature', 'jurisdiction'];

/**
 * Why nothing may be produced under a paper, as counsel ticked it by now; null where nothing stands against it. The call-back
 * must have been answered with yes: what nobody asked about is not known to be genuine.
 */
export function whyNotGenuine(
  instrument: InstrumentType,
  checks: DemandView['checks'],
):
  | 'produced-call-back-failed'
  | 'produced-not-called-back'
  | 'produced-no-judge'
  | 'produced-check-failed'
  | null {
  const failed = (check: Check) => checks.get(check)?.found === 'no';
  if (failed('call-back')) return 'produced-call-back-failed';
  if (OF_A_COURT.includes(instrument) && (failed('judge') || failed('seal'))) return 'produced-no-judge';
  if (OF_ANY.some(failed)) return 'produced-check-failed';
  return checks.get('call-back')?.found === 'yes' ? null : 'produced-not-called-back';
}

/** @throws Fault as `whyNotGenuine` says */
export async function mustBeGenuine(
  read: Reader,
  { demand, instrument }: { demand: string; instrument: InstrumentType },
): Promise<void> {
  const steps = await read
    .selectFrom('demand_steps')
    .selectAll()
    .where('demand', '=', demand)
    .where('step', '=', 'checked')
    .orderBy('place')
    .execute();
  const why = whyNotGenuine(instrument, checksNow(steps));
  if (why !== null) throw new Fault<DemandCode>(why);
}
