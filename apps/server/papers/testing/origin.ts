import { fileURLToPath } from 'node:url';
import type { Program } from '@commonkey/program';
import { loadProgram } from '../../config/program.ts';
import type { Context } from '../../context.ts';
import { buildOrigin, type OfficeRoutes } from '../../http/origin.ts';
import { settlePorts } from '../../listen.ts';
import type { Store } from '../../store/store.ts';
import { type TestContext, testContext } from '../../testing/context.ts';
import { routes as frontDoor } from '../../ui/routes.tsx';
import { routes as papers } from '../routes.tsx';

/** A store that nothing may touch: reading or writing anything fails the request. */
const UNTOUCHED = new Proxy({} as Store, {
  get: (_target, name) => {
    throw new Error(`the store was asked for ${String(name)}`);
  },
});

export async function onlineCity(): Promise<Program> {
  const folder = fileURLToPath(new URL('../../../../programs/model-city-online', import.meta.url));
  return (await loadProgram(folder)).program;
}

/** The front door and the checker on a public origin that listens; over a store that nothing may touch, unless one is given. */
export async function openFrontDoor(
  t: { after(work: () => Promise<unknown>): void },
  program: Program,
  neighbours: readonly ((context: Context) => OfficeRoutes)[] = [],
  store: Store = UNTOUCHED,
) {
  const asked = testContext(store, {
    program,
    time: new Date('2026-11-22T18:00:00Z'),
    env: { COMMONKEY_PUBLIC_PORT: '0' },
  });
  const context: TestContext = { ...asked, config: await settlePorts(asked.config) };
  const offices = [
    frontDoor(
      context,
      async () => true,
      async () => false,
    ),
    papers(context, async () => true),
    ...neighbours.map((office) => office(context)),
  ];
  const app = await buildOrigin(context, {
    name: 'public',
    words: offices.flatMap(({ words }) => (words ? [words] : [])),
  });
  for (const office of offices) await office.public?.(app);
  const { port, origin } = context.config.origins.public;
  await app.listen({ port, host: 'localhost' });
  t.after(() => app.close());
  return { app, origin, context };
}
