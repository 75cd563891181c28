import { deadline, isPlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { RequestsCode } from './errors.ts';
import { isOver, oneRequest } from './request.ts';
import { requestRules } from './rules.ts';
import { closedUntil, open, type Said } from './sealed.ts';
import { type Parts, takeStep, todayOf } from './take-step.ts';

/** Whoever asked takes it back. What is sealed ends by the rules from then on. Fault `request-over`. */
export async function withdraw(parts: Parts, id: string, by: string): Promise<void> {
  await takeStep(parts, id, { step: 'withdrawn', by }, async (tx) => {
    await parts.vault.bringNearer(tx, { matter: id }, closedUntil(parts, todayOf(parts)));
    return {};
  });
}

/**
 * The reviewing body asks the city for its answer: a clock of its own.
 * @throws Fault `request-not-over` | `review-asked-already` | `request-day-impossible`
 */
export async function reviewAsked(parts: Parts, id: string, askedOn: string, by: string): Promise<void> {
  const { program } = parts.program;
  await takeStep(parts, id, { step: 'review-asked', by, after: true }, async (_tx, request) => {
    if (!isOver(request)) throw new Fault<RequestsCode>('request-not-over');
    if (openReview(request.steps)) throw new Fault<RequestsCode>('review-asked-already');
    if (!isPlainDate(askedOn) || askedOn > todayOf(parts) || askedOn < request.received_on)
      throw new Fault<RequestsCode>('request-day-impossible');
    const reckoning = { unit: 'business', count: requestRules(program).review.answer } as const;
    const { due } = deadline({ kind: 'review-answer', from: askedOn, reckoning }, program.calendar ?? null);
    return { due_on: due };
  });
}

/** The city answered the reviewing body. Fault `review-not-asked`. */
export async function reviewAnswered(parts: Parts, id: string, by: string): Promise<void> {
  await takeStep(parts, id, { step: 'review-answered', by, after: true }, async (_tx, { steps }) => {
    if (!openReview(steps)) throw new Fault<RequestsCode>('review-not-asked');
    return {};
  });
}

/** The review that waits for the city's answer. */
export function openReview<S extends { step: string }>(steps: readonly S[]): S | undefined {
  const last = steps.findLast(({ step }) => step.startsWith('review-'));
  return last?.step === 'review-asked' ? last : undefined;
}

/**
 * What somebody wrote, for an officer to read. That it was opened is a step of the request, and in the key process's journal.
 * @throws Fault `request-unknown` | `record-gone`
 */
export async function readWords(parts: Parts, id: string, by: string): Promise<Said<'asked'>> {
  const { sealed } = await oneRequest(parts.store.read, id);
  const said = await open(parts, { request: id, id: sealed, staffId: by, what: 'asked' });
  await takeStep(parts, id, { step: 'opened', by, after: true });
  return said;
}
