import { LEGAL_KINDS } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import { typedPost } from '../../staff/service.ts';
import { uploadFault } from '../../uploads/errors.ts';
import { type Fence, openFence } from '../../uploads/fence.ts';
import { addUploads, postUpload } from '../../uploads/multipart.ts';
import { noteBody, nothing, pageBody } from './act-bodies.ts';
import { backTo, demandOf, seenBy, signedIn } from './demand-routes.tsx';
import type { DemandCode } from './errors.ts';
import { OpenedPage } from './opened-page.tsx';
import { DEMANDS_PATH } from './paths.ts';
import { addAbout, LONGEST_TEXT, openAbout } from './sealed.ts';

const LAW = ['law-officer'] as const;

/** Opening what is sealed about a demand takes a fresh touch of a law officer's passkey; adding to it takes none. */
export function sealedRoutes(context: Context, app: FastifyInstance): void {
  for (const kind of LEGAL_KINDS) {
    typedPost(context, app, `${DEMANDS_PATH}/:demand/open-${kind}`, nothing, async (request, reply) => {
      const id = demandOf(request);
      const session = await signedIn(context, request, reply, id, LAW, { fresh: true });
      if (!session) return reply;
      const demand = await seenBy(context, session, id);
      const entries = await openAbout(context, kind, { demand: id, by: session.staffId });
      return reply.page(<OpenedPage {...{ context, request, session, demand, kind, entries }} />);
    });
    typedPost(
      context,
      app,
      `${DEMANDS_PATH}/:demand/add-${kind}`,
      noteBody,
      async (request, reply, { note }) => {
        const id = demandOf(request);
        const session = await signedIn(context, request, reply, id, LAW);
        if (!session) return reply;
        const { row } = await seenBy(context, session, id);
        const text = note.trim();
        if (text === '') throw new Fault<DemandCode>('demand-text-missing');
        if (text.length > LONGEST_TEXT) throw new Fault<DemandCode>('demand-text-too-long');
        const about = { demand: id, receivedOn: row.received_on, by: session.staffId };
        await addAbout(context, kind, about, { is: 'note', at: context.clock.now().toISOString(), text });
        return backTo(request, reply, id, 'noted');
      },
    );
  }
  scanRoute(context, app);
  // A picture has an answer of its own: no page may carry one inside itself, and no address of one could be asked for again.
  typedPost(
    context,
    app,
    `${DEMANDS_PATH}/:demand/open-scan`,
    pageBody,
    async (request, reply, { at, page }) => {
      const id = demandOf(request);
      const session = await signedIn(context, request, reply, id, LAW, { fresh: true });
      if (!session) return reply;
      await seenBy(context, session, id);
      const entries = await openAbout(context, 'process', { demand: id, by: session.staffId });
      const scan = entries.find((entry) => entry.is === 'scan' && entry.at === at);
      const jpeg = scan?.is === 'scan' ? scan.jpegs[Number(page) - 1] : undefined;
      if (jpeg === undefined) throw new Fault<DemandCode>('demand-unknown');
      return reply.type('image/jpeg').send(Buffer.from(jpeg, 'base64'));
    },
  );
}

/** The paper itself, redrawn to plain pixels in the fence before anything is kept. */
function scanRoute(context: Context, app: FastifyInstance): void {
  let fence: Promise<Fence> | undefined;
  addUploads(app);
  app.addHook('onClose', async () => (await fence)?.close());
  postUpload(app, `${DEMANDS_PATH}/:demand/scan`, nothing, async (request, reply, read) => {
    const id = demandOf(request);
    const session = await signedIn(context, request, reply, id, LAW);
    if (!session) return reply;
    const { row } = await seenBy(context, session, id);
    const { file } = await read();
    if (file === null) throw uploadFault('upload-none');
    fence ??= openFence();
    const { pages } = await (await fence).picture(file, 'paper');
    const jpegs = pages.map(({ jpeg }) => Buffer.from(jpeg).toString('base64'));
    for (const { jpeg } of pages) jpeg.fill(0);
    const about = { demand: id, receivedOn: row.received_on, by: session.staffId };
    await addAbout(context, 'process', about, {
      is: 'scan',
      at: context.clock.now().toISOString(),
      jpegs,
    });
    return backTo(request, reply, id, 'scanned');
  });
}
