import { isPlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { typedPost } from '../../../staff/service.ts';
import { EXTENTS, PAPER_OFFICES, PRIVILEGE_BASES, PRIVILEGES } from '../../../store/tables/demand-papers.ts';
import { withLanguage } from '../../../ui/layout.tsx';
import { nothing } from '../act-bodies.ts';
import type { DemandCode } from '../errors.ts';
import { DEMANDS_PATH, demandPath } from '../paths.ts';
import { atPapers, sendPdf, toldInForm, typedIn } from './at-papers.ts';
import { privilegeLog } from './log-text.ts';
import { PrivilegedPage, type PrivilegedProps } from './privileged-page.tsx';
import { listPrivileged, openPrivileges, type PrivilegeWish, privilegesOf } from './privileges.ts';
import { paperLanguage, paperSay } from './say.ts';

const PATH = `${DEMANDS_PATH}/:demand/privileged`;
const MOST_PAGES = 1_000_000;

const entryBody = z.strictObject({
  written: z.string().max(10).default(''),
  author: z.enum(PAPER_OFFICES).exactOptional(),
  privilege: z.enum(PRIVILEGES).exactOptional(),
  basis: z.enum(PRIVILEGE_BASES).exactOptional(),
  extent: z.enum(EXTENTS).exactOptional(),
  pages: z.string().max(20).default(''),
  words: z.string().max(4_000).default(''),
  instead: z.union([z.uuid(), z.literal('')]).default(''),
  ...Object.fromEntries(PAPER_OFFICES.map((one) => [`to-${one}`, z.literal('on').exactOptional()])),
});
const asked = z.object({ done: z.enum(['listed']).optional().catch(undefined) });

/** The privilege log of a demand, for law officers alone: it is no record that others of the city can read. */
export function privilegedRoutes(context: Context, app: FastifyInstance): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { session, demand }: Pick<PrivilegedProps, 'session' | 'demand'>,
    more: Partial<Pick<PrivilegedProps, 'filled' | 'wrong' | 'done'>> & { status?: number } = {},
  ) => {
    const entries = await privilegesOf(context.store.read, demand.row.id);
    const { status = 200, done = null, ...rest } = more;
    return reply.page(
      <PrivilegedPage {...{ context, request, session, demand, entries, done, ...rest }} />,
      status,
    );
  };
  app.get(PATH, async (request, reply) => {
    const here = await atPapers(context, request, reply);
    const { done = null } = asked.parse(request.query);
    return here ? show(request, reply, here, { done }) : reply;
  });
  typedPost(context, app, PATH, entryBody, async (request, reply, sent) => {
    const here = await atPapers(context, request, reply);
    if (!here) return reply;
    const { id } = here.demand.row;
    try {
      await listPrivileged(context, id, wishOf(sent), here.session.staffId);
    } catch (error) {
      const { code: wrong, status } = toldInForm(error);
      return show(request, reply, here, { filled: typedIn(sent), wrong, status });
    }
    return reply.redirect(withLanguage(`${demandPath(id, 'privileged')}?done=listed`, request.language), 303);
  });
  typedPost(context, app, `${PATH}/log`, nothing, async (request, reply) => {
    const here = await atPapers(context, request, reply, { touch: true });
    if (!here) return reply;
    const { session, demand } = here;
    const entries = await openPrivileges(context, demand.row.id, session.staffId);
    const language = paperLanguage(request.language);
    const { program } = context.program;
    const body = privilegeLog(demand, entries, { language, say: paperSay(language), program });
    return sendPdf(context, reply, { body, language, name: 'privilege-log.pdf' });
  });
}

/** @throws Fault `privilege-day-wrong` | `privilege-pages-wrong` | `production-choice-missing` */
function wishOf(sent: z.output<typeof entryBody>): PrivilegeWish {
  const { written, author, privilege, basis, extent, pages, words, instead } = sent;
  if (!isPlainDate(written)) throw new Fault<DemandCode>('privilege-day-wrong');
  if (!author || !privilege || !basis || !extent) throw new Fault<DemandCode>('production-choice-missing');
  const count = /^\d{1,7}$/.test(pages.trim()) ? Number(pages) : 0;
  if (count < 1 || count > MOST_PAGES) throw new Fault<DemandCode>('privilege-pages-wrong');
  const marks: Readonly<Record<string, unknown>> = sent;
  return {
    written_on: written,
    author,
    recipients: PAPER_OFFICES.filter((one) => marks[`to-${one}`] === 'on'),
    privilege,
    basis,
    extent,
    pages: count,
    instead_of: instead === '' ? null : instead,
    words: words.trim(),
  };
}
