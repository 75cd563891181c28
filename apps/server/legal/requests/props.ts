import type { PlainDate } from '@commonkey/program';
import type { Session, Visit } from '../../staff/service.ts';
import type { RecordRequest } from './request.ts';
import type { Said } from './sealed.ts';

/** What every part of a request's page is given. */
export type RequestProps = Visit & {
  session: Session;
  of: RecordRequest;
  today: PlainDate;
  /** A sentence for each form that could not be taken. */
  wrong?: Readonly<Record<string, string>>;
  filled?: Readonly<Record<string, string | undefined>>;
  /** What somebody wrote, where an officer has just opened it. */
  opened?: Said<'asked'>;
};
