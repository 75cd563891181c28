import { isFault, wordDay } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { post } from '../../../http/body.ts';
import { letterPdf } from '../../../paper/letter.ts';
import { type Session, typedPost } from '../../../staff/service.ts';
import { DEMAND_LETTERS } from '../../../store/tables/demand-papers.ts';
import { withLanguage } from '../../../ui/layout.tsx';
import { today } from '../../review.ts';
import type { IntakeForm } from '../bodies.ts';
import { demandOf, seenBy, signedIn } from '../demand-routes.tsx';
import { DEMAND_STATUS } from '../errors.ts';
import { DEMANDS_PATH, demandPath } from '../paths.ts';
import { GROUNDS, type LetterWish } from './letter-facts.ts';
import { issueLetter, lettersOf, openLetter, prepareLetter } from './letters.ts';
import { LettersPage, type LettersProps } from './letters-page.tsx';
import { paperLanguage } from './say.ts';

const LAW = ['law-officer'] as const;
const PATH = `${DEMANDS_PATH}/:demand/letters`;
const MOST_ITEMS = 40;

const text = (longest: number) => z.string().max(longest).default('');
const letterBody = z.strictObject({
  letter: z.enum(DEMAND_LETTERS).exactOptional(),
  to: text(2_000),
  own: text(20_000),
  responsible: text(2_000),
  ...Object.fromEntries(GROUNDS.map((one) => [`ground-${one}`, z.literal('on').exactOptional()])),
  ...Object.fromEntries(
    Array.from({ length: MOST_ITEMS }, (_, at) => [
      `scope-${at + 1}`,
      z.string().max(60_000).exactOptional(),
    ]),
  ),
});
const startBody = z.strictObject({ letter: z.enum(DEMAND_LETTERS), own: text(20_000) });
const oneBody = z.strictObject({ letter: z.uuid() });
const asked = z.object({ done: z.enum(['prepared', 'issued']).optional().catch(undefined) });

/**
 * Letters about a demand. Reading one and sending it take a fresh touch of a law officer's passkey. Writing one takes none: it
 * opens nothing, and is long work.
 */
export function letterRoutes(context: Context, app: FastifyInstance): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    session: Session,
    more: Pick<LettersProps, 'filled' | 'wrong'> & { done?: LettersProps['done']; status?: number } = {},
  ) => {
    const demand = await seenBy(context, session, demandOf(request));
    const letters = await lettersOf(context.store.read, demand.row.id);
    const { status = 200, done = null, ...rest } = more;
    return reply.page(
      <LettersPage {...{ context, request, session, demand, letters, done, ...rest }} />,
      status,
    );
  };
  app.get(PATH, async (request, reply) => {
    const session = await signedIn(context, request, reply, demandOf(request), LAW);
    if (!session) return reply;
    const { done = null } = asked.parse(request.query);
    return show(request, reply, session, { done });
  });
  // A draft that somebody starts from is shown in the form and kept nowhere.
  typedPost(context, app, `${PATH}/start`, startBody, async (request, reply, filled) => {
    const session = await signedIn(context, request, reply, demandOf(request), LAW);
    return session ? show(request, reply, session, { filled }) : reply;
  });
  typedPost(context, app, PATH, letterBody, async (request, reply, sent) => {
    const id = demandOf(request);
    const session = await signedIn(context, request, reply, id, LAW);
    if (!session) return reply;
    await seenBy(context, session, id);
    const filled: IntakeForm = Object.fromEntries(
      Object.entries(sent).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
    );
    const language = paperLanguage(request.language);
    try {
      await prepareLetter(context, id, { wish: wishOf(filled), by: session.staffId, language });
    } catch (error) {
      const own: Readonly<Record<string, number>> = DEMAND_STATUS;
      const status = isFault(error) ? own[error.code] : undefined;
      if (!isFault(error) || status === undefined || status === 404) throw error;
      const wrong = { code: error.code, params: error.params };
      return show(request, reply, session, { filled, wrong, status });
    }
    return reply.redirect(withLanguage(`${demandPath(id, 'letters')}?done=prepared`, request.language), 303);
  });
  post(app, `${PATH}/issue`, oneBody, async (request, reply, { letter }) => {
    const id = demandOf(request);
    const session = await signedIn(context, request, reply, id, LAW, true);
    if (!session) return reply;
    await seenBy(context, session, id);
    await issueLetter(context, id, { letter, by: session.staffId });
    return reply.redirect(withLanguage(`${demandPath(id, 'letters')}?done=issued`, request.language), 303);
  });
  // Opening is a step in the history, so it is no address that could be asked for again.
  post(app, `${PATH}/open`, oneBody, async (request, reply, { letter }) => {
    const id = demandOf(request);
    const session = await signedIn(context, request, reply, id, LAW, true);
    if (!session) return reply;
    await seenBy(context, session, id);
    const { row, content } = await openLetter(context, id, { letter, by: session.staffId });
    const { language, body } = content;
    const day = wordDay(language, row.decided_on ?? today(context));
    const pdf = await letterPdf({ ...body, day }, { language, at: context.clock.now() });
    return reply
      .type('application/pdf')
      .header('content-disposition', 'attachment; filename="letter.pdf"')
      .header('cache-control', 'no-store')
      .send(pdf);
  });
}

const wishOf = (filled: IntakeForm): LetterWish => ({
  letter: DEMAND_LETTERS.find((one) => one === filled.letter) ?? 'response',
  to: filled.to ?? '',
  own: filled.own ?? '',
  responsible: filled.responsible ?? '',
  grounds: GROUNDS.filter((one) => filled[`ground-${one}`] === 'on'),
  scopes: Object.fromEntries(
    Object.entries(filled).flatMap(([name, value]) =>
      name.startsWith('scope-') && value !== undefined ? [[name.slice('scope-'.length), value]] : [],
    ),
  ),
});
