import type { LedgerEvent } from '@commonkey/ledger';
import type { Selectable } from 'kysely';
import type { Findings, RequestTables } from '../store/tables/requests.ts';

type RequestRow = Selectable<RequestTables['record_requests']>;
type StepRow = Selectable<RequestTables['record_request_steps']>;

/** What the ledger's leaf of a logged request commits to: its row, without who logged it and where the words lie. */
export const requestLoggedEvent = ({
  id,
  number,
  received_on,
  requester,
  classes,
  reply_by,
  logged_on,
}: Omit<RequestRow, 'logged_by' | 'sealed' | 'ledger_salt'>): LedgerEvent => ({
  kind: 'request-logged',
  request: id,
  number,
  received_on,
  requester,
  classes: classes.join(' '),
  reply_by,
  logged_on,
});

/** In an order of its own: the database gives the keys of an object back in another one. */
const findingsText = ({ on, version, items }: Findings): string =>
  JSON.stringify([
    on,
    version,
    items.map(({ known, meant, undescribed, clauses }) => [
      known,
      [meant.yes, meant.reading, meant.unknown],
      undescribed,
      clauses.map(({ field, yes, no, reading, unknown }) => [field, yes, no, reading, unknown]),
    ]),
  ]);

/** What the leaf of a step commits to: its row, without who took it and where the words lie. */
export const requestStepEvent = (
  step: Pick<StepRow, 'request' | 'place' | 'step' | 'moved_on'> &
    Partial<
      Pick<
        StepRow,
        | 'reason'
        | 'due_on'
        | 'letter'
        | 'exemption'
        | 'class'
        | 'places'
        | 'asked_from'
        | 'asked_until'
        | 'scope_digest'
      >
    > & { findings?: Findings | null },
): LedgerEvent => ({
  kind: 'request-step',
  request: step.request,
  place: step.place,
  step: step.step,
  moved_on: step.moved_on,
  reason: step.reason ?? null,
  due_on: step.due_on ?? null,
  letter: step.letter ?? null,
  exemption: step.exemption ?? null,
  class: step.class ?? null,
  places: step.places ?? null,
  // Of the step that says them alone, so that the leaves of the others stay as they were.
  ...(step.step === 'dated' && {
    asked_from: step.asked_from ?? null,
    asked_until: step.asked_until ?? null,
  }),
  scope_digest: step.scope_digest ?? null,
  findings: step.findings ? findingsText(step.findings) : null,
});
