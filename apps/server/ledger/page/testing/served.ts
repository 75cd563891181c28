import assert from 'node:assert/strict';
import { speaker } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import { Pool } from 'pg';
import { buildOrigin, wordsAndStatuses } from '../../../http/origin.ts';
import { openStore } from '../../../store/store.ts';
import type { Databases } from '../../../testing/server.ts';
import { routes as frontDoor } from '../../../ui/routes.tsx';
import { routes } from '../../routes.tsx';
import { house } from '../../testing/house.ts';
import { ledgerWords } from '../words.ts';

type Cleanup = { after(work: () => Promise<void>): void };
export type Served = Awaited<ReturnType<typeof served>>;

/** A house that serves its ledger's page. @param keys folder of the key process, where it has been somewhere before */
export async function served(databases: Databases, t: Cleanup, keys?: string) {
  const address = await databases.fresh();
  const store = openStore(address, { read: 2, write: 2 });
  t.after(() => store.close());
  const built = await house(store, t, keys);
  const { context } = built;
  const offices = [frontDoor(context, async () => true), routes(context)];
  const app = await buildOrigin(context, { name: 'public', ...wordsAndStatuses(offices, 'public') });
  for (const office of offices) await office.public?.(app);
  t.after(() => app.close());
  return {
    ...built,
    store,
    app,
    pool: () => new Pool('url' in address ? { connectionString: address.url } : address),
    open: (path: string, language = 'en') => open(app, path, language),
    paste: (receipt: string, language = 'en') =>
      paste(app, context.config.origins.public.origin, receipt, language),
    answers: (receipt: string, verdict: string, status = 200) =>
      answers(
        (language) => paste(app, context.config.origins.public.origin, receipt, language),
        verdict,
        status,
      ),
  };
}

const words = (body: string): string =>
  body
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ');

async function open(app: FastifyInstance, path: string, language: string) {
  const { statusCode, headers, body } = await app.inject({
    url: `${path}?lang=${language}`,
    headers: { accept: 'text/html' },
  });
  return { status: statusCode, headers, body, text: words(body) };
}

async function paste(app: FastifyInstance, origin: string, receipt: string, language: string) {
  const { statusCode, headers, body } = await app.inject({
    method: 'POST',
    url: `/ledger?lang=${language}`,
    headers: { accept: 'text/html', origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ receipt }).toString(),
  });
  assert.equal(headers['cache-control'], 'no-store');
  return { status: statusCode, body, text: words(body) };
}

/** In the words of both, so that no sentence stands in one language alone. */
async function answers(
  pasted: (language: string) => ReturnType<typeof paste>,
  verdict: string,
  status: number,
) {
  let english = { body: '', text: '' };
  for (const language of ['ar', 'en']) {
    const answer = await pasted(language);
    const say = speaker(language, ledgerWords[language] ?? {});
    assert.equal(answer.status, status, answer.text);
    for (const key of [`${verdict}-title`, `${verdict}-next`])
      assert.ok(answer.text.includes(say(`ledger.${key}`)), `${language} ${key}: ${answer.text}`);
    assert.ok(answer.body.includes(`lang="${language}"`));
    english = answer;
  }
  return english;
}
