import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

/**
 * Takes from JavaScript every way to a network. It holds back no machine code that a decoder was made to run; it is what
 * remains where the machine offers nothing better, and an alarm where it does.
 */
export function shutNetwork(): void {
  const refuse = () => {
    throw new Error('no network here');
  };
  Object.assign(net.Socket.prototype, { connect: refuse });
  Object.assign(net.Server.prototype, { listen: refuse });
  Object.assign(dgram, { createSocket: refuse, Socket: refuse });
  Object.assign(dns, { lookup: refuse, resolve: refuse, Resolver: refuse });
  Object.assign(globalThis, { fetch: refuse, WebSocket: refuse, EventSource: refuse });
}
