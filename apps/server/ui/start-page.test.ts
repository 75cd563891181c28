import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { speaker } from '@commonkey/words';
import { accessibilityFaults, browserOrSkip } from '../../../tests/browser/launch.ts';
import { buildOrigin } from '../http/origin.ts';
import { settlePorts } from '../listen.ts';
import type { Store } from '../store/store.ts';
import { testContext } from '../testing/context.ts';
import { modelCity } from '../testing/model-city.ts';
import { Layout } from './layout.tsx';
import { routes } from './routes.tsx';
import { words } from './words.ts';

/** City hall's public origin, listening, with a page of Arabic letters to see right to left by. */
async function listening() {
  const { program, files } = await modelCity();
  const zero = { COMMONKEY_PUBLIC_PORT: '0' };
  const asked = testContext({} as Store, { program, files, env: zero });
  const context = { ...asked, config: await settlePorts(asked.config) };
  const app = await buildOrigin(context, { name: 'public' });
  await routes(
    context,
    async () => true,
    async () => true,
  ).public?.(app);
  app.get('/rtl', (_request, reply) =>
    reply.page(
      Layout({
        say: speaker('en', words.en ?? {}),
        language: 'ar',
        practice: true,
        title: 'بطاقة المدينة',
        children: 'يمكن لكل من يعيش هنا الحصول عليها.',
      }),
    ),
  );
  await app.listen({ port: context.config.origins.public.port, host: 'localhost' });
  return { app, origin: context.config.origins.public.origin };
}

test('T11: the start page passes axe, fits 320 px, works without scripts, by keyboard and right to left', async (t) => {
  const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-test-'));
  t.after(() => rm(profileDir, { recursive: true, force: true }));
  const launched = await browserOrSkip(t, { profileDir, viewport: { width: 320, height: 640 } });
  if (!launched) return;
  const { app, origin } = await listening();
  t.after(() => app.close());
  const page = await launched.context.newPage();
  const refused: string[] = [];
  const asked: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && refused.push(message.text())));
  page.on('request', (request) => void asked.push(new URL(request.url()).origin));
  for (const path of ['/?lang=en', '/?lang=es', '/rtl', '/nowhere']) {
    await page.goto(`${origin}${path}`);
    assert.deepEqual(await accessibilityFaults(page), [], path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${path} is ${wide} px wide`);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip', path);
  }
  assert.deepEqual([...new Set(asked)], [origin]);
  const byPolicy = refused.filter((text) => /Content Security Policy|Permissions/i.test(text));
  assert.deepEqual(byPolicy, []);

  const devtools = await launched.context.newCDPSession(page);
  await devtools.send('Emulation.setScriptExecutionDisabled', { value: true });
  await page.goto(`${origin}/?lang=en`);
  await page.getByRole('link', { name: 'Español' }).click();
  await page.getByRole('heading', { level: 1, name: 'La tarjeta de la ciudad' }).waitFor();
});
