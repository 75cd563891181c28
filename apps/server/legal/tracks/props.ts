import type { PlainDate } from '@commonkey/program';
import type { Session, Visit } from '../../staff/service.ts';
import type { Matter } from './matter.ts';
import type { Said } from './sealed.ts';
import type { Officer } from './take-step.ts';

/** What every part of a matter's page is given. */
export type MatterProps = Visit & {
  session: Session;
  officer: Officer;
  of: Matter;
  today: PlainDate;
  /** A sentence for each form that could not be taken. */
  wrong?: Readonly<Record<string, string>>;
  /** What was sent with a form that could not be taken, by field. */
  filled?: Readonly<Record<string, string>>;
  /** What somebody said, where an officer has just opened it. */
  opened?: Said;
};
