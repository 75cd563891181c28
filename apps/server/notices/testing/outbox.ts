import type { TestContext as NodeTest } from 'node:test';
import { SMTPServer } from 'smtp-server';
import type { MailSettings } from '../../config/notices.ts';

/** One message as a carrier sees it: the envelope, and every byte of what was sent. */
export type Carried = { from: string; to: string[]; hello: string; encrypted: boolean; raw: string };

export type Outbox = {
  /** What was taken over, in its order. */
  carried: Carried[];
  /** What the server does with the next messages. */
  mood: 'takes' | 'refuses-address' | 'refuses-sender' | 'breaks-off';
  settings: MailSettings;
  stop(): Promise<void>;
  /** On the same port again, after `stop`. */
  start(): Promise<void>;
};

type Tls = { key: string; cert: string };

/** A mail server of the kind a city has, on the loopback address; it keeps what it was handed. */
export async function outbox(
  t: Pick<NodeTest, 'after'>,
  { tls, accounts = {} }: { tls?: Tls; accounts?: Record<string, string> } = {},
): Promise<Outbox> {
  let port = 0;
  let server: SMTPServer | undefined;
  const box: Outbox = {
    carried: [],
    mood: 'takes',
    settings: {
      host: '127.0.0.1',
      port: 0,
      security: 'open',
      from: 'news@town.example',
      password: null,
      ca: null,
    },
    async stop() {
      const ending = server;
      server = undefined;
      if (ending) await new Promise<void>((done) => void ending.close(() => done()));
    },
    async start() {
      const fresh = open(box, tls, accounts);
      await new Promise<void>((done, fail) => {
        fresh.once('error', fail);
        fresh.listen(port, '127.0.0.1', () => done());
      });
      server = fresh;
      const address = fresh.server.address();
      if (address !== null && typeof address === 'object') port = address.port;
      box.settings = { ...box.settings, port };
    },
  };
  await box.start();
  t.after(() => box.stop());
  return box;
}

function open(box: Outbox, tls: Tls | undefined, accounts: Record<string, string>): SMTPServer {
  const refusal = (code: number) => Object.assign(new Error('no'), { responseCode: code });
  const server = new SMTPServer({
    ...(tls ?? {}),
    authOptional: Object.keys(accounts).length === 0,
    allowInsecureAuth: false,
    disabledCommands: tls ? [] : ['STARTTLS', 'AUTH'],
    closeTimeout: 200,
    logger: false,
    onAuth({ username = '', password }, _session, done) {
      if (accounts[username] === password) done(null, { user: username });
      else done(refusal(535));
    },
    onMailFrom(_address, _session, done) {
      done(box.mood === 'refuses-sender' ? refusal(550) : null);
    },
    onRcptTo(_address, _session, done) {
      done(box.mood === 'refuses-address' ? refusal(450) : null);
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => void parts.push(part));
      stream.on('end', () => {
        if (box.mood === 'breaks-off') return done(refusal(421));
        const { mailFrom, rcptTo } = session.envelope;
        box.carried.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          hello: session.hostNameAppearsAs || '',
          encrypted: session.secure,
          raw: Buffer.concat(parts).toString('utf8'),
        });
        done();
      });
    },
  });
  server.on('error', () => {});
  return server;
}

/** The words of a message, out of whatever encoding they were sent in. */
export function bodyOf({ raw }: Carried): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  const encoding = /^content-transfer-encoding: *(\S+)/im.exec(head)?.[1]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8').trim();
  if (encoding === 'quoted-printable')
    return Buffer.from(
      body
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    )
      .toString('utf8')
      .trim();
  return body.trim();
}

export const headersOf = ({ raw }: Carried): string => raw.split('\r\n\r\n')[0] ?? '';
