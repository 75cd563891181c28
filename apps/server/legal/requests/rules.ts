import {
  type DeadlineKind,
  deadline,
  type PlainDate,
  type Program,
  type Reckoning,
  type RequestRules,
} from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Requester } from '../../store/tables/requests.ts';
import type { RequestsCode } from './errors.ts';

type Rules = Pick<Program, 'requests' | 'sources'>;

/** Fault `requests-no-rules`. */
export function requestRules({ requests }: Pick<Program, 'requests'>): RequestRules {
  if (!requests) throw new Fault<RequestsCode>('requests-no-rules');
  return requests;
}

/** Something read somewhere, or chosen by whoever runs this. What somebody remembers waits for counsel. */
export const isConfirmed = ({ sources }: Pick<Program, 'sources'>, source: string): boolean =>
  ['FOUND', 'PRESS', 'OWN'].includes(sources[source]?.mark ?? '');

/** Fault `rule-unconfirmed`: nothing goes out that rests on it. */
export function requireConfirmed(program: Rules, ...sources: readonly string[]): void {
  if (!sources.every((source) => isConfirmed(program, source)))
    throw new Fault<RequestsCode>('rule-unconfirmed');
}

const business = (count: number): Reckoning => ({ unit: 'business', count });

/** The clock that a request starts. A recurrent requester has the ordinary one. */
export function clockOf(
  program: Pick<Program, 'requests'>,
  requester: Requester,
): { kind: DeadlineKind; reckoning: Reckoning; source: string } {
  const { reply, commercial } = requestRules(program);
  return requester === 'commercial' && commercial
    ? {
        kind: 'records-reply-commercial',
        reckoning: business(commercial.businessDays),
        source: commercial.source,
      }
    : { kind: 'records-reply', reckoning: business(reply.businessDays), source: reply.source };
}

export function replyBy(
  program: Pick<Program, 'requests' | 'calendar'>,
  { requester, received_on: from }: { requester: Requester; received_on: PlainDate },
): PlainDate {
  const { kind, reckoning } = clockOf(program, requester);
  return deadline({ kind, from, reckoning }, program.calendar ?? null).due;
}

/** So many business days after the first period ends. */
export function extendedTo(
  program: Pick<Program, 'requests' | 'calendar'>,
  replyBy: PlainDate,
  days: number,
): PlainDate {
  return deadline(
    { kind: 'records-reply-extended', from: replyBy, reckoning: business(days) },
    program.calendar ?? null,
  ).due;
}
