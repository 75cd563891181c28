import { once } from 'node:events';
import { createServer } from 'node:net';
import type { HeaderNeeds } from '../../http/headers.ts';
import { buildOrigin, wordsAndStatuses } from '../../http/origin.ts';
import { OFFICES } from '../../offices.ts';
import type { TestContext } from '../../testing/context.ts';

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The staff origin as the service builds it, open to a browser at the context's own address. */
export const openStaffOrigin = (context: TestContext) => openOrigin(context, 'staff', { passkeys: true });

/** The public origin likewise. */
export const openPublicOrigin = (context: TestContext) => openOrigin(context, 'public', {});

async function openOrigin(
  context: TestContext,
  name: 'staff' | 'public',
  needs: HeaderNeeds,
): Promise<{ close(): Promise<void> }> {
  const offices = OFFICES.map((routes) => routes(context));
  const origin = await buildOrigin(context, { name, needs, ...wordsAndStatuses(offices, name) });
  for (const office of offices) await office[name]?.(origin);
  const { port } = new URL(context.config.origins[name].origin);
  await origin.listen({ port: Number(port), host: 'localhost' });
  return { close: () => origin.close() };
}
