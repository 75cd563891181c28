import type { Session, Visit } from '../../../staff/service.ts';
import type { IntakeForm } from '../bodies.ts';
import type { DemandView } from '../view.ts';
import type { Produced } from './productions.ts';

export const PRODUCED_DONE = ['sealed', 'agreed', 'back-asked', 'back'] as const;
export type ProducedDone = (typeof PRODUCED_DONE)[number];

export type ProducedProps = Visit & {
  session: Session;
  demand: DemandView;
  produced: readonly Produced[];
  filled?: IntakeForm;
  wrong?: string;
  /** Which of the forms it was. */
  wrongIn?: 'seal' | 'line' | AtBundle;
  /** Said this once, to whoever sealed the bundle. */
  made?: { id: string; passphrase: string | null };
  /** For the officers who open a record under an order. */
  line?: string;
  done: ProducedDone | null;
};
/** A press at one bundle, of three. */
export type AtBundle = { production: string; act: 'take' | 'agree' | 'back' };
