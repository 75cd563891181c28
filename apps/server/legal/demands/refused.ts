import { type Fault, type FaultParams, isFault } from '@commonkey/words';
import type { Session } from '../../staff/service.ts';
import { DEMAND_STATUS, type DemandCode } from './errors.ts';
import type { FormBack } from './props.ts';
import type { DemandView, ItemView } from './view.ts';

/** What a form sent, as far as it says which one it was. */
type Sent = { item?: string; search?: string; decision?: string };
export type Refusal = Pick<FormBack, 'of' | 'ids' | 'faults' | 'params'> & { status: number };

/** The field of each form that a refusal stands at; of a press without fields, its own name. */
const FIELD: Readonly<Record<string, string>> = {
  step: 'step',
  day: 'day',
  gag: 'gag',
  search: 'found',
  'search-second': 'found',
  outcome: 'outcome',
};

/**
 * A refusal, at the form that was sent; at its item, or at what happened since, where that form is not offered any more. What a form
 * of a demand cannot say is thrown on.
 * @param view as it stands now: somebody may have been faster
 */
export function refusedAt(
  error: unknown,
  { step, sent, view, session }: { step: string; sent: Sent; view: DemandView; session: Session },
): Refusal {
  const { code, status, params } = ownFault(error);
  const field = FIELD[step] ?? step;
  const said = { of: sent.item ?? sent.search ?? sent.decision, faults: { [field]: code }, params, status };
  const item = view.items.find((one) => ofItem(one, sent));
  const gone = view.closedOn !== null && step !== 'gag';
  if (item === undefined)
    return { ...said, ids: gone || step === 'lift-ordered' ? { [field]: 'since' } : {} };
  const offered = !gone && isOffered(step, item, session.staffId);
  const prefix = step === 'search-second' ? 'second-found' : field;
  const place = offered ? `${prefix}-${item.place}` : `item-${item.place}`;
  return { ...said, ids: { [field]: place } };
}

const ofItem = ({ id, search, proposed, decided }: ItemView, sent: Sent): boolean =>
  (sent.item !== undefined && id === sent.item) ||
  (sent.search !== undefined && search?.id === sent.search) ||
  (sent.decision !== undefined && [proposed?.id, decided?.id].includes(sent.decision));

/** A second person's form is there while their word is waited for. */
function isOffered(step: string, { search, proposed }: ItemView, by: string): boolean {
  if (step === 'search-second')
    return search !== null && search.confirmed_by === null && search.declared_by !== by;
  if (step === 'outcome-second') return proposed !== null && proposed.proposed_by !== by;
  return true;
}

/** Its code and status; everything that is not a refusal of a demand's form is thrown on. */
function ownFault(error: unknown): { code: DemandCode; status: number; params: FaultParams } {
  if (!isFault(error) || !isOwn(error)) throw error;
  const status = DEMAND_STATUS[error.code];
  if (status === 404 || status === 403) throw error;
  return { code: error.code, status, params: error.params };
}

const isOwn = (error: Fault): error is Fault & { code: DemandCode } =>
  Object.hasOwn(DEMAND_STATUS, error.code);
