import type { Told } from '../../http/by-the-hour.ts';
import type { Basis, Form, Inference, Purpose } from './vocabulary.ts';

type FieldsOf<Line> = Line extends unknown ? keyof Line : never;
/** Every field that a line of the log can have. */
export type LogField = FieldsOf<Told> | 'time';

export type LogHolding = {
  purpose: Purpose;
  basis: Basis;
  form: Form;
  proxyFor: readonly [Inference, ...Inference[]];
};

const field = {
  purpose: 'run-the-service',
  basis: 'security-of-the-service',
  form: 'plain',
  proxyFor: ['nothing'],
} as const satisfies LogHolding;
const count = { ...field, purpose: 'count-work', form: 'count' } as const;
/** Which room of which house: a line of `/apply/*` says that somebody applied in that hour. */
const where = { ...field, proxyFor: ['that-an-application-exists', 'when-a-desk-worked'] } as const;

/** What each field of the log is for. A field that is missing here does not compile, and turns the exposure page red (EX-02). */
export const LOG_HOLDINGS = {
  time: { ...field, proxyFor: ['when-the-service-ran'] },
  event: field,
  origin: where,
  method: where,
  route: where,
  status: field,
  ms: field,
  upTo: count,
  slowestMs: field,
  code: field,
  sqlstate: field,
  constraint: field,
  kind: field,
  job: field,
  outcome: field,
  series: { ...field, proxyFor: ['when-records-ended'] },
  count: { ...count, proxyFor: ['when-records-ended', 'that-an-application-exists'] },
  // A digest without a salt: whoever has the scope knows it again.
  scope: { ...field, proxyFor: ['that-a-demand-exists'] },
  staff: { ...field, proxyFor: ['who-of-staff-acted', 'when-staff-worked'] },
  size: count,
  leaves: count,
  rows: count,
  again: count,
} as const satisfies Readonly<Record<LogField, LogHolding>>;
