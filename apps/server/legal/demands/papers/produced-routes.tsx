import { ISSUER_CLASSES } from '@commonkey/program';
import { Fault, isFault, wordDay } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { post } from '../../../http/body.ts';
import { letterPdf } from '../../../paper/letter.ts';
import { type Session, typedPost } from '../../../staff/service.ts';
import { MEDIA } from '../../../store/tables/demand-papers.ts';
import { NOT_LISTED } from '../../../store/tables/demands.ts';
import { withLanguage } from '../../../ui/layout.tsx';
import { uploadFault } from '../../../uploads/errors.ts';
import { postUpload } from '../../../uploads/multipart.ts';
import { today } from '../../review.ts';
import { nothing } from '../act-bodies.ts';
import type { IntakeForm } from '../bodies.ts';
import { demandOf, seenBy, signedIn } from '../demand-routes.tsx';
import { DEMAND_STATUS, type DemandCode } from '../errors.ts';
import { DEMANDS_PATH, demandPath } from '../paths.ts';
import { LARGEST_BUNDLE } from './bundle.ts';
import { countedIn } from './counted.ts';
import type { Destination } from './for-item.ts';
import { productionLog } from './log-text.ts';
import { lineOf } from './opened.ts';
import { ProducedPage, type ProducedProps } from './produced-page.tsx';
import { agreeToProduce, makeBundle, productionsOf, takeBundle } from './productions.ts';
import { paperLanguage, paperSay } from './say.ts';

const LAW = ['law-officer'] as const;
const PATH = `${DEMANDS_PATH}/:demand/produced`;

const number = z.string().max(20).default('');
const counts = { pages: number, records: number, people: number };
const destination = {
  item: z.uuid().exactOptional(),
  recipient: z.enum([...ISSUER_CLASSES, NOT_LISTED]).exactOptional(),
  medium: z.enum(MEDIA).exactOptional(),
  elsewhere: z.literal('on').exactOptional(),
};
const lineBody = z.strictObject(destination);
const sealBody = z.strictObject({
  ...destination,
  key: z.string().max(200).default(''),
  ...counts,
});
const agreeBody = z.strictObject({ production: z.uuid(), ...counts });
const takeBody = z.strictObject({ production: z.uuid() });
const asked = z.object({ done: z.enum(['agreed']).optional().catch(undefined) });

/** @throws Fault `production-choice-missing` */
function chosenIn({ item, recipient, medium, elsewhere }: z.output<typeof lineBody>): Destination {
  if (!item || !recipient || !medium) throw new Fault<DemandCode>('production-choice-missing');
  return { item, recipient, medium, elsewhere: elsewhere === 'on' };
}

/** What the form can tell; anything else is thrown on. */
function refusalIn(error: unknown): { wrong: string; status: number } {
  const own: Readonly<Record<string, number>> = { ...DEMAND_STATUS, 'upload-none': 422 };
  const status = isFault(error) ? own[error.code] : undefined;
  if (!isFault(error) || status === undefined || status === 404) throw error;
  return { wrong: error.code, status };
}

/** What is produced under compulsion. To agree, and to take a bundle out, take a fresh touch of a law officer's passkey. */
export function producedRoutes(context: Context, app: FastifyInstance): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    session: Session,
    more: Partial<Pick<ProducedProps, 'filled' | 'wrong' | 'passphrase' | 'line' | 'done'>> & {
      status?: number;
    } = {},
  ) => {
    const demand = await seenBy(context, session, demandOf(request));
    const produced = await productionsOf(context.store.read, demand.row.id);
    const { status = 200, done = null, ...rest } = more;
    reply.header('cache-control', 'no-store');
    return reply.page(
      <ProducedPage {...{ context, request, session, demand, produced, done, ...rest }} />,
      status,
    );
  };
  app.get(PATH, async (request, reply) => {
    const session = await signedIn(context, request, reply, demandOf(request), LAW);
    if (!session) return reply;
    const { done = null } = asked.parse(request.query);
    return show(request, reply, session, { done });
  });
  postUpload(app, PATH, sealBody, async (request, reply, read) => {
    const id = demandOf(request);
    const session = await signedIn(context, request, reply, id, LAW);
    if (!session) return reply;
    await seenBy(context, session, id);
    let typed: IntakeForm = {};
    const { fields, file } = await read({ most: LARGEST_BUNDLE, seen: (seen) => (typed = seen) }).catch(
      (error: unknown) => {
        if (!isFault(error) || error.code !== 'upload-too-big') throw error;
        return { fields: null, file: null };
      },
    );
    if (fields === null)
      return show(request, reply, session, { filled: typed, wrong: 'production-too-big', status: 413 });
    try {
      const counted = countedIn(fields);
      const to = chosenIn(fields);
      if (file === null) throw uploadFault('upload-none');
      const wish = { ...to, key: fields.key.trim() === '' ? null : fields.key, ...counted };
      const { passphrase } = await makeBundle(context, id, { wish, file, by: session.staffId });
      return await show(request, reply, session, { passphrase, done: 'sealed' });
    } catch (error) {
      return show(request, reply, session, { filled: fields, ...refusalIn(error) });
    } finally {
      file?.fill(0);
    }
  });
  post(app, `${PATH}/line`, lineBody, async (request, reply, fields) => {
    const id = demandOf(request);
    const session = await signedIn(context, request, reply, id, LAW);
    if (!session) return reply;
    await seenBy(context, session, id);
    try {
      return await show(request, reply, session, { line: await lineOf(context, id, chosenIn(fields)) });
    } catch (error) {
      return show(request, reply, session, { filled: fields, ...refusalIn(error) });
    }
  });
  typedPost(context, app, `${PATH}/agree`, agreeBody, async (request, reply, { production, ...rest }) => {
    const id = demandOf(request);
    const session = await signedIn(context, request, reply, id, LAW, true);
    if (!session) return reply;
    await seenBy(context, session, id);
    await agreeToProduce(context, id, { production, counted: countedIn(rest), by: session.staffId });
    return reply.redirect(withLanguage(`${demandPath(id, 'produced')}?done=agreed`, request.language), 303);
  });
  post(app, `${PATH}/take`, takeBody, async (request, reply, { production }) => {
    const id = demandOf(request);
    const session = await signedIn(context, request, reply, id, LAW, true);
    if (!session) return reply;
    await seenBy(context, session, id);
    const bundle = await takeBundle(context, id, { production, by: session.staffId });
    return reply
      .type('application/octet-stream')
      .header('content-disposition', 'attachment; filename="bundle.age"')
      .header('cache-control', 'no-store')
      .send(Buffer.from(bundle));
  });
  post(app, `${PATH}/log`, nothing, async (request, reply) => {
    const session = await signedIn(context, request, reply, demandOf(request), LAW);
    if (!session) return reply;
    const demand = await seenBy(context, session, demandOf(request));
    const produced = await productionsOf(context.store.read, demand.row.id);
    const language = paperLanguage(request.language);
    const { program } = context.program;
    const body = productionLog(demand, produced, { language, say: paperSay(language), program });
    const day = wordDay(language, today(context));
    const pdf = await letterPdf({ ...body, day }, { language, at: context.clock.now() });
    return reply
      .type('application/pdf')
      .header('content-disposition', 'attachment; filename="production-log.pdf"')
      .header('cache-control', 'no-store')
      .send(pdf);
  });
}
