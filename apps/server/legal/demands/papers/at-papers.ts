import type { PlainDate } from '@commonkey/program';
import { type FaultParams, isFault, wordDay } from '@commonkey/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../../context.ts';
import { PAPER_STATUS } from '../../../paper/errors.ts';
import { letterPdf } from '../../../paper/letter.ts';
import type { Session } from '../../../staff/service.ts';
import { today } from '../../review.ts';
import type { IntakeForm } from '../bodies.ts';
import { demandOf, seenBy, signedIn } from '../demand-routes.tsx';
import { DEMAND_STATUS } from '../errors.ts';
import type { DemandView } from '../view.ts';
import type { LetterBody } from './letter-text.ts';

const LAW = ['law-officer'] as const;

/** Whoever is at the papers of a demand: of the law department, and let see it. Null: they are sent to sign in. */
export async function atPapers(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { touch = false }: { touch?: boolean } = {},
): Promise<{ session: Session; demand: DemandView } | null> {
  const id = demandOf(request);
  // Of `/demands/:demand/letters/open`, `letters`: there a press that wants a newer touch comes back to.
  const page = request.routeOptions.url?.split('/')[3];
  const session = await signedIn(context, request, reply, id, LAW, { fresh: touch, page });
  return session ? { session, demand: await seenBy(context, session, id) } : null;
}

/** What a form of this page can tell of a refusal; anything else is thrown on. */
export function toldInForm(error: unknown): { code: string; params: FaultParams; status: number } {
  const own: Readonly<Record<string, number>> = { ...DEMAND_STATUS, ...PAPER_STATUS, 'upload-none': 422 };
  const status = isFault(error) ? own[error.code] : undefined;
  if (!isFault(error) || status === undefined || status === 404) throw error;
  return { code: error.code, params: error.params, status };
}

/** What was typed, for the form that comes back. */
export const typedIn = (sent: Readonly<Record<string, unknown>>): IntakeForm =>
  Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
  );

/** A paper as a file, which no browser keeps. */
export async function sendPdf(
  context: Pick<Context, 'clock' | 'program'>,
  reply: FastifyReply,
  { body, language, name, on }: { body: LetterBody; language: string; name: string; on?: PlainDate | null },
): Promise<FastifyReply> {
  const day = wordDay(language, on ?? today(context));
  const pdf = await letterPdf({ ...body, day }, { language, at: context.clock.now() });
  return reply
    .type('application/pdf')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .send(pdf);
}
