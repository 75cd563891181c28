import { ISSUER_CLASSES } from '@commonkey/program';
import { Fault, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { post } from '../../../http/body.ts';
import { typedPost } from '../../../staff/service.ts';
import { BACK_REASONS, MEDIA } from '../../../store/tables/demand-papers.ts';
import { NOT_LISTED } from '../../../store/tables/demands.ts';
import { withLanguage } from '../../../ui/layout.tsx';
import { uploadFault } from '../../../uploads/errors.ts';
import { postUpload } from '../../../uploads/multipart.ts';
import { nothing } from '../act-bodies.ts';
import type { IntakeForm } from '../bodies.ts';
import type { DemandCode } from '../errors.ts';
import { DEMANDS_PATH, demandPath } from '../paths.ts';
import { atPapers, sendPdf, toldInForm, typedIn } from './at-papers.ts';
import { LARGEST_BUNDLE } from './bundle.ts';
import { countedIn } from './counted.ts';
import type { Destination } from './for-item.ts';
import { productionLog } from './log-text.ts';
import { lineOf } from './opened.ts';
import { ProducedPage } from './produced-page.tsx';
import { type AtBundle, PRODUCED_DONE, type ProducedDone, type ProducedProps } from './produced-props.ts';
import { agreeToProduce, makeBundle, productionsOf, takeBundle } from './productions.ts';
import { paperLanguage, paperSay } from './say.ts';
import { askBack, takeBack } from './take-back.ts';

const PATH = `${DEMANDS_PATH}/:demand/produced`;

const number = z.string().max(20).default('');
const counts = { pages: number, records: number, people: number };
const destination = {
  item: z.uuid().exactOptional(),
  recipient: z.enum([...ISSUER_CLASSES, NOT_LISTED]).exactOptional(),
  medium: z.enum(MEDIA).exactOptional(),
  elsewhere: z.literal('on').exactOptional(),
  another: z.literal('on').exactOptional(),
};
const lineBody = z.strictObject(destination);
const sealBody = z.strictObject({
  ...destination,
  key: z.string().max(200).default(''),
  ...counts,
});
const agreeBody = z.strictObject({ production: z.uuid(), ...counts });
const takeBody = z.strictObject({ production: z.uuid() });
const backBody = z.strictObject({
  production: z.uuid(),
  // Of a list nothing may be chosen: the page says so.
  reason: z.enum(BACK_REASONS).exactOptional(),
});
const asked = z.object({ done: z.enum(PRODUCED_DONE).optional().catch(undefined) });

/** @throws Fault `production-choice-missing` */
function chosenIn({ item, recipient, medium, elsewhere, another }: z.output<typeof lineBody>): Destination {
  if (!item || !recipient || !medium) throw new Fault<DemandCode>('production-choice-missing');
  return { item, recipient, medium, elsewhere: elsewhere === 'on', another: another === 'on' };
}

function refusedIn(error: unknown): { wrong: string; status: number } {
  const { code: wrong, status } = toldInForm(error);
  return { wrong, status };
}

/** What is produced under compulsion. To agree, and to take a bundle out, take a fresh touch of a law officer's passkey. */
export function producedRoutes(context: Context, app: FastifyInstance): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { session, demand }: Pick<ProducedProps, 'session' | 'demand'>,
    more: Partial<Pick<ProducedProps, 'filled' | 'wrong' | 'wrongIn' | 'made' | 'line' | 'done'>> & {
      status?: number;
    } = {},
  ) => {
    const produced = await productionsOf(context.store.read, demand.row.id);
    const { status = 200, done = null, ...rest } = more;
    reply.header('cache-control', 'no-store');
    return reply.page(
      <ProducedPage {...{ context, request, session, demand, produced, done, ...rest }} />,
      status,
    );
  };
  app.get(PATH, async (request, reply) => {
    const here = await atPapers(context, request, reply);
    const { done = null } = asked.parse(request.query);
    return here ? show(request, reply, here, { done }) : reply;
  });
  postUpload(app, PATH, sealBody, async (request, reply, read) => {
    const here = await atPapers(context, request, reply);
    if (!here) return reply;
    const { id } = here.demand.row;
    let typed: IntakeForm = {};
    const { fields, file } = await read({ most: LARGEST_BUNDLE, seen: (seen) => (typed = seen) }).catch(
      (error: unknown) => {
        if (!isFault(error) || error.code !== 'upload-too-big') throw error;
        return { fields: null, file: null };
      },
    );
    if (fields === null)
      return show(request, reply, here, { filled: typed, wrong: 'production-too-big', status: 413 });
    try {
      const counted = countedIn(fields);
      const to = chosenIn(fields);
      if (file === null) throw uploadFault('upload-none');
      const wish = { ...to, key: fields.key.trim() === '' ? null : fields.key, ...counted };
      const made = await makeBundle(context, id, { wish, file, by: here.session.staffId });
      return await show(request, reply, here, { made, done: 'sealed' });
    } catch (error) {
      return show(request, reply, here, { filled: fields, ...refusedIn(error) });
    } finally {
      file?.fill(0);
    }
  });
  typedPost(context, app, `${PATH}/line`, lineBody, async (request, reply, fields) => {
    const here = await atPapers(context, request, reply);
    if (!here) return reply;
    const { id } = here.demand.row;
    try {
      return await show(request, reply, here, { line: await lineOf(context, id, chosenIn(fields)) });
    } catch (error) {
      return show(request, reply, here, { filled: fields, wrongIn: 'line', ...refusedIn(error) });
    }
  });
  /** A press at one bundle: a refusal brings its form back, as it was typed. */
  const atBundle = <S extends z.ZodType<{ production: string }>>(
    act: AtBundle['act'],
    path: string,
    body: S,
    work: (
      reply: FastifyReply,
      given: { demand: string; by: string; read: z.output<S> },
    ) => Promise<ProducedDone | FastifyReply>,
  ) => {
    const answer = async (request: FastifyRequest, reply: FastifyReply, read: z.output<S>) => {
      const here = await atPapers(context, request, reply, { touch: true });
      if (!here) return reply;
      const { id } = here.demand.row;
      try {
        const done = await work(reply, { demand: id, by: here.session.staffId, read });
        if (typeof done !== 'string') return done;
        const to = `${demandPath(id, 'produced')}?done=${done}`;
        return await reply.redirect(withLanguage(to, request.language), 303);
      } catch (error) {
        const wrongIn = { production: read.production, act };
        return show(request, reply, here, { filled: typedIn(read), wrongIn, ...refusedIn(error) });
      }
    };
    // A press that names a bundle and nothing else has nothing to keep for after a touch.
    const wordless: z.ZodType = takeBody;
    if (body === wordless) post(app, `${PATH}/${path}`, body, answer);
    else typedPost(context, app, `${PATH}/${path}`, body, answer);
  };
  atBundle('agree', 'agree', agreeBody, async (_, { demand, by, read: { production, ...rest } }) => {
    await agreeToProduce(context, demand, { production, counted: countedIn(rest), by });
    return 'agreed';
  });
  atBundle('back', 'back', backBody, async (_, { demand, by, read: { production, reason } }) => {
    if (!reason) throw new Fault<DemandCode>('production-back-missing');
    await askBack(context, demand, { production, reason, by });
    return 'back-asked';
  });
  atBundle('back', 'back-second', takeBody, async (_, { demand, by, read: { production } }) => {
    await takeBack(context, demand, { production, by });
    return 'back';
  });
  atBundle('take', 'take', takeBody, async (reply, { demand, by, read: { production } }) => {
    const bundle = await takeBundle(context, demand, { production, by });
    return reply
      .type('application/octet-stream')
      .header('content-disposition', 'attachment; filename="bundle.age"')
      .header('cache-control', 'no-store')
      .send(Buffer.from(bundle));
  });
  post(app, `${PATH}/log`, nothing, async (request, reply) => {
    const here = await atPapers(context, request, reply);
    if (!here) return reply;
    const { demand } = here;
    const produced = await productionsOf(context.store.read, demand.row.id);
    const language = paperLanguage(request.language);
    const { program } = context.program;
    const body = productionLog(demand, produced, { language, say: paperSay(language), program });
    return sendPdf(context, reply, { body, language, name: 'production-log.pdf' });
  });
}
