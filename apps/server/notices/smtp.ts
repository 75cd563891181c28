import { Fault } from '@commonkey/words';
import { createTransport } from 'nodemailer';
import type { MailSettings } from '../config/notices.ts';
import type { Random } from '../context.ts';
import type { NoticeCode } from './errors.ts';
import type { Sender } from './sender.ts';

const PATIENCE = 20_000;
/** Without the signs of a list, a name or a comment (RFC 5322 section 3.2.3): part of one could be somebody else's address. */
const ONE_ADDRESS = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/u;

/**
 * Hands messages to the city's mail server (RFC 5321, RFC 8314), one after another. Encrypted or not at all, except on the
 * loopback address. The envelope and the headers are the same for everybody, but for the address and a random Message-ID;
 * the server is asked to send nothing back (RFC 3461 NOTIFY=NEVER), for what comes back names the address.
 */
export function mailSender(settings: MailSettings, random: Random): Sender {
  const { host, port, security, ca, user, password, from } = settings;
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'open',
    tls: { minVersion: 'TLSv1.2', ...(ca === null ? {} : { ca }) },
    ...(user === undefined || password === null ? {} : { auth: { user, pass: password } }),
    // What it says hello with, in place of this machine's own name.
    name: domain,
    pool: true,
    maxConnections: 1,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  return {
    async send(address, { subject, text }) {
      if (!ONE_ADDRESS.test(address)) throw new Fault<NoticeCode>('notice-refused');
      try {
        await transport.sendMail({
          from: { name: '', address: from },
          to: { name: '', address },
          envelope: { from, to: [address] },
          subject,
          text,
          messageId: `<${Buffer.from(random(16)).toString('hex')}@${domain}>`,
          xMailer: false,
          headers: {
            // No machine answers to it (RFC 3834 section 5): an answer would name the address.
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
          },
          dsn: { notify: 'NEVER' },
        });
      } catch (error) {
        throw faultOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** The server's words stay here: they repeat the address. */
function faultOf(error: unknown): Fault<NoticeCode> {
  const { code, command } = Object(error) as { code?: unknown; command?: unknown };
  const ofThisAddress = (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE';
  return new Fault(ofThisAddress ? 'notice-refused' : 'notice-sender-away');
}
