import { buildOrigin } from '../../../http/origin.ts';
import type { Store } from '../../../store/store.ts';
import { type TestContext, testContext } from '../../../testing/context.ts';
import { modelCity } from '../../../testing/model-city.ts';
import { Layout } from '../../../ui/layout.tsx';
import { LIMITS } from '../../../uploads/limits.ts';
import { uploadWords } from '../../../uploads/words.ts';
import { SendingState } from '../../pages/upload-form.tsx';
import { FaceEditor, PaperEditor } from '../../safety/editors.tsx';
import { safetyRoutes } from '../../safety/routes.tsx';
import { SessionClock } from '../../safety/session-clock.tsx';
import { PORTAL_SCRIPT } from '../script.ts';

const OVER = {
  en: { 'fault.portal-session-over': 'It is over.' },
  es: { 'fault.portal-session-over': 'Se acabó.' },
};

/** The real public origin with its headers, scripts and way out, and around them two plain forms and a clock. */
export async function openBench(
  port: number,
  seconds = 3600,
): Promise<{ stop(): Promise<void>; context: TestContext }> {
  const { program, files } = await modelCity();
  const context = testContext({} as Store, {
    program,
    files,
    env: { COMMONKEY_PUBLIC_PORT: String(port) },
  });
  const office = safetyRoutes(context);
  const app = await buildOrigin(context, {
    name: 'public',
    words: [...(office.words ? [office.words] : []), uploadWords, OVER],
    statuses: { 'portal-session-over': 403 },
  });
  await office.public?.(app);
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: LIMITS.bytes },
    (_request, _body, done) => done(null, {}),
  );
  for (const kind of ['upload', 'face'] as const) {
    app.get(`/${kind}`, (request, reply) =>
      reply.page(
        <Layout
          say={request.say}
          language={request.language}
          languages={request.languages}
          practice
          title="A picture"
          path={`/${kind}`}
          scripts={[PORTAL_SCRIPT]}
        >
          <form
            method="post"
            action={`/${kind}`}
            enctype="multipart/form-data"
            {...{ [`data-portal-${kind}`]: true }}
          >
            <input type="hidden" name="before" value="the file" />
            <label for="file">Choose a picture</label>
            <input type="file" id="file" name="file" />
            {kind === 'upload' ? <PaperEditor say={request.say} /> : <FaceEditor say={request.say} />}
            <button type="submit">Send</button>
            <SendingState say={request.say} send="Send" want="paper" />
          </form>
          <SessionClock say={request.say} language={request.language} seconds={seconds} />
        </Layout>,
      ),
    );
    app.post(`/${kind}`, (_request, reply) => reply.redirect('/sent', 303));
  }
  app.get('/sent', (request, reply) =>
    reply.page(
      <Layout say={request.say} language={request.language} practice title="It came">
        <p>It came.</p>
      </Layout>,
    ),
  );
  await app.listen({ port, host: 'localhost' });
  return { stop: () => app.close(), context };
}
