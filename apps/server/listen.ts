import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { Fault } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import { type Config, ORIGINS, type OriginName } from './config/config.ts';

/** Every code the start itself answers with. */
export type ServeCode = 'port-in-use' | 'port-not-allowed' | 'address-not-ours';

const REASONS: Readonly<Record<string, ServeCode>> = {
  EADDRINUSE: 'port-in-use',
  EACCES: 'port-not-allowed',
  EADDRNOTAVAIL: 'address-not-ours',
};

/** @throws Fault of `ServeCode`, naming the origin and its port */
export async function listen(origin: FastifyInstance, config: Config, name: OriginName): Promise<void> {
  const { port } = config.origins[name];
  await named(origin.listen({ port, host: config.host }), name, port);
}

/**
 * Before anything is made that lasts: a city's keys are made for its public origin, which names its port, so that whoever
 * then had to take another port could not start with them.
 * @throws Fault of `ServeCode`, as `listen`
 */
export async function requirePorts(config: Config): Promise<void> {
  const probes: Server[] = [];
  try {
    for (const name of ORIGINS) {
      const { port } = config.origins[name];
      const probe = createServer().listen({ port, host: config.host });
      probes.push(probe);
      await named(once(probe, 'listening'), name, port);
    }
  } finally {
    for (const probe of probes) {
      if (!probe.listening) continue;
      probe.close();
      await once(probe, 'close');
    }
  }
}

async function named(listening: Promise<unknown>, name: OriginName, port: number): Promise<void> {
  try {
    await listening;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? REASONS[String(cause.code)] : undefined;
    if (code === undefined) throw cause;
    throw new Fault<ServeCode>(code, { origin: name, port: String(port) }, { cause });
  }
}

/**
 * Puts a free port where 0 was asked for. The origins must be known before anything listens: they are in every cross-site
 * check and link.
 */
export async function settlePorts(config: Config): Promise<Config> {
  const origins = { ...config.origins };
  for (const name of ORIGINS) {
    const { port, origin } = config.origins[name];
    if (port !== 0) continue;
    const free = await freePort(config.host);
    origins[name] = {
      port: free,
      origin: origin === 'http://localhost:0' ? `http://localhost:${free}` : origin,
    };
  }
  const issuer = config.issuer === config.origins.public.origin ? origins.public.origin : config.issuer;
  return { ...config, origins, issuer };
}

async function freePort(host: string): Promise<number> {
  const probe = createServer().listen(0, host);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
