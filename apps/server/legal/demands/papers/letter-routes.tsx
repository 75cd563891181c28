import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { post } from '../../../http/body.ts';
import { typedPost } from '../../../staff/service.ts';
import { DEMAND_LETTERS } from '../../../store/tables/demand-papers.ts';
import { withLanguage } from '../../../ui/layout.tsx';
import type { IntakeForm } from '../bodies.ts';
import { DEMANDS_PATH, demandPath } from '../paths.ts';
import { atPapers, sendPdf, toldInForm, typedIn } from './at-papers.ts';
import { GROUNDS, type LetterWish } from './letter-facts.ts';
import { issueLetter, lettersOf, openLetter, prepareLetter } from './letters.ts';
import { LettersPage, type LettersProps } from './letters-page.tsx';
import { paperLanguage } from './say.ts';

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
type Which = { demand: string; letter: string; by: string };
const asked = z.object({ done: z.enum(['prepared', 'issued']).optional().catch(undefined) });

/**
 * Letters about a demand. Reading one and sending it take a fresh touch of a law officer's passkey. Writing one takes none: it
 * opens nothing, and is long work.
 */
export function letterRoutes(context: Context, app: FastifyInstance): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { session, demand }: Pick<LettersProps, 'session' | 'demand'>,
    more: Pick<LettersProps, 'filled' | 'wrong'> & { done?: LettersProps['done']; status?: number } = {},
  ) => {
    const letters = await lettersOf(context.store.read, demand.row.id);
    const { status = 200, done = null, ...rest } = more;
    return reply.page(
      <LettersPage {...{ context, request, session, demand, letters, done, ...rest }} />,
      status,
    );
  };
  app.get(PATH, async (request, reply) => {
    const here = await atPapers(context, request, reply);
    const { done = null } = asked.parse(request.query);
    return here ? show(request, reply, here, { done }) : reply;
  });
  // A draft that somebody starts from is shown in the form and kept nowhere.
  typedPost(context, app, `${PATH}/start`, startBody, async (request, reply, filled) => {
    const here = await atPapers(context, request, reply);
    return here ? show(request, reply, here, { filled }) : reply;
  });
  typedPost(context, app, PATH, letterBody, async (request, reply, sent) => {
    const here = await atPapers(context, request, reply);
    if (!here) return reply;
    const { id } = here.demand.row;
    const filled = typedIn(sent);
    const language = paperLanguage(request.language);
    try {
      await prepareLetter(context, id, { wish: wishOf(filled), by: here.session.staffId, language });
    } catch (error) {
      const { status, ...wrong } = toldInForm(error);
      return show(request, reply, here, { filled, wrong, status });
    }
    return reply.redirect(withLanguage(`${demandPath(id, 'letters')}?done=prepared`, request.language), 303);
  });
  /** A press at one letter: a refusal is told on this page, with a way to the letter. */
  const atLetter = (
    path: string,
    work: (request: FastifyRequest, reply: FastifyReply, which: Which) => Promise<FastifyReply>,
  ) =>
    post(app, `${PATH}/${path}`, oneBody, async (request, reply, { letter }) => {
      const here = await atPapers(context, request, reply, { touch: true });
      if (!here) return reply;
      try {
        return await work(request, reply, { demand: here.demand.row.id, letter, by: here.session.staffId });
      } catch (error) {
        const { status, ...wrong } = toldInForm(error);
        return show(request, reply, here, { wrong: { ...wrong, letter }, status });
      }
    });
  atLetter('issue', async (request, reply, { demand, ...one }) => {
    await issueLetter(context, demand, one);
    const to = `${demandPath(demand, 'letters')}?done=issued`;
    return reply.redirect(withLanguage(to, request.language), 303);
  });
  // Opening is a step in the history, so it is no address that could be asked for again.
  atLetter('open', async (_, reply, { demand, ...one }) => {
    const { row, content } = await openLetter(context, demand, one);
    return sendPdf(context, reply, { ...content, name: 'letter.pdf', on: row.decided_on });
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
