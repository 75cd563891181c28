import type { PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import type { Reader } from '../../store/store.ts';
import type { Letter, RequestTables } from '../../store/tables/requests.ts';
import { withSteps } from '../with-steps.ts';
import type { RequestsCode } from './errors.ts';

export type RequestRow = Selectable<RequestTables['record_requests']>;
export type StepRow = Selectable<RequestTables['record_request_steps']>;

/** How a request stands: `open` with its clock running, `extended`, answered with a letter, or taken back by who asked. */
export type RequestState = 'open' | 'extended' | 'withdrawn' | Exclude<Letter, 'extension'>;

export type RecordRequest = RequestRow & {
  steps: readonly StepRow[];
  state: RequestState;
  /** The day by which the answer is due now. */
  due: PlainDate;
};

export const isOver = ({ state }: Pick<RecordRequest, 'state'>): boolean =>
  state !== 'open' && state !== 'extended';

/** What a request's rows come to. */
export function standing(row: RequestRow, steps: readonly StepRow[]): RecordRequest {
  const extended = steps.find(({ step }) => step === 'extended');
  const issued = steps.find(({ step }) => step === 'issued')?.letter;
  const answered = issued && issued !== 'extension' ? issued : null;
  const withdrawn = steps.some(({ step }) => step === 'withdrawn') ? 'withdrawn' : null;
  const state = answered ?? withdrawn ?? (extended ? 'extended' : 'open');
  return { ...row, steps, state, due: extended?.due_on ?? row.reply_by };
}

/** Every request, the newest first. */
export async function allRequests(read: Reader): Promise<RecordRequest[]> {
  const rows = await read
    .selectFrom('record_requests')
    .selectAll()
    .orderBy('received_on', 'desc')
    .orderBy('number', 'desc')
    .execute();
  return withSteps(rows, await stepsOf(read), STANDING);
}

/** @throws Fault `request-unknown` */
export async function oneRequest(read: Reader, id: string): Promise<RecordRequest> {
  const rows = await read.selectFrom('record_requests').selectAll().where('id', '=', id).execute();
  const [one] = withSteps(rows, await stepsOf(read, id), STANDING);
  if (!one) throw new Fault<RequestsCode>('request-unknown');
  return one;
}

const STANDING = { row: (step: StepRow) => step.request, standing };

async function stepsOf(read: Reader, request?: string): Promise<StepRow[]> {
  let steps = read.selectFrom('record_request_steps').selectAll().orderBy('request').orderBy('place');
  if (request !== undefined) steps = steps.where('request', '=', request);
  return steps.execute();
}
