import { once } from 'node:events';
import { createServer } from 'node:net';
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
export async function openStaffOrigin(context: TestContext): Promise<{ close(): Promise<void> }> {
  const offices = OFFICES.map((routes) => routes(context));
  const needs = { passkeys: true };
  const origin = await buildOrigin(context, { name: 'staff', needs, ...wordsAndStatuses(offices, 'staff') });
  for (const office of offices) await office.staff?.(origin);
  const { port } = new URL(context.config.origins.staff.origin);
  await origin.listen({ port: Number(port), host: 'localhost' });
  return { close: () => origin.close() };
}
