import type { PlainDate, Series } from '@commonkey/program';
import type { Doubt } from '../holds/clock-doubt.ts';
import type { Session, Visit } from '../staff/service.ts';
import type { FieldErrors } from '../ui/form.tsx';
import type { Certificate } from './certificates.ts';
import type { Receipt } from './receipts.ts';
import type { Missing } from './rows-missing.tsx';
import type { Standing } from './standing.ts';
import type { Filled } from './typed.ts';

/** A form that could not be taken: shown again as it was sent, with what is wrong beside its field, or above where it has none. */
export type Refused = {
  step: string;
  filled: Filled;
  wrong: FieldErrors;
  fault?: string;
  status: number;
};

/** What the page of the whole office shows. */
export type OfficeProps = Visit & {
  session: Session;
  standings: ReadonlyMap<string, Standing>;
  certificates: readonly Certificate[];
  receipts: readonly Receipt[];
  today: PlainDate;
  /** The furthest day that a draft may list. */
  furthest: PlainDate;
  fresh: boolean;
  /** What the service last said of clocks beside its own. */
  told: Doubt | null;
  /** Rows of the registers that somebody removed or changed behind the service. */
  missing: Missing;
  /** A form that was sent and could not be taken. */
  refused?: Refused;
};

/** What the page of one certificate shows. */
export type PaperProps = Visit & {
  session: Session;
  paper: Certificate;
  rule: Series | undefined;
  /** What is still there of what it lists. */
  standing: { left: number; held: number };
  /** What colleagues call those who moved it, by id. */
  called: ReadonlyMap<string, string>;
  receipts: readonly Receipt[];
  today: PlainDate;
  fresh: boolean;
  /** What the service last said of clocks beside its own. */
  told: Doubt | null;
  /** Rows of the registers that somebody removed or changed behind the service. */
  missing: Missing;
  refused?: Refused;
};
