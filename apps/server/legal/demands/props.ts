import type { Session, Visit } from '../../staff/service.ts';
import type { HoldView } from '../view.ts';
import type { Of } from './fields.tsx';
import type { Flag } from './flags.ts';
import type { Keeper } from './keepers.ts';
import type { DemandView } from './view.ts';

/** What the sections of a demand's page are made from. */
export type DemandProps = Visit & {
  session: Session;
  demand: DemandView;
  flags: readonly Flag[];
  /** The other instruments of its matter. */
  others: readonly DemandView[];
  /** Every hold there is. */
  holds: readonly HoldView[];
  /** What else keeps what a hold of this demand takes, by hold. */
  kept: ReadonlyMap<string, readonly Keeper[]>;
  /** What a step just did. */
  done: string | null;
  /** The form of an order of silence, as it was typed and not taken. */
  gagForm?: Pick<Of, 'filled' | 'faults'> | undefined;
};
