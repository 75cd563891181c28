import { networkInterfaces } from 'node:os';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { hearClock } from '../holds/second-word.ts';

/**
 * What the clock of a member of staff's browser shows bears out this machine's; it is kept nowhere. A browser on this machine has
 * this machine's clock, and so it seems of one behind a proxy that is not declared: that says nothing.
 */
export function hearBrowser(
  context: Pick<Context, 'clock' | 'log'>,
  request: Pick<FastifyRequest, 'ip'>,
  seconds: number | undefined,
): void {
  if (seconds === undefined || isThisMachine(request.ip)) return;
  hearClock(context, new Date(seconds * 1000));
}

function isThisMachine(ip: string): boolean {
  const plain = ip.replace(/^::ffff:/, '');
  if (plain === '::1' || plain.startsWith('127.')) return true;
  return Object.values(networkInterfaces()).some((own) => own?.some(({ address }) => address === plain));
}
