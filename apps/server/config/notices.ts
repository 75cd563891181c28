import { readFileSync } from 'node:fs';
import { Fault } from '@commonkey/words';
import { z } from 'zod';
import type { ConfigCode } from './errors.ts';

/** No line break and no display name: exactly one address. */
const address = z.string().regex(/^[^\s@<>,;:"]{1,64}@[^\s@<>,;:"]{1,189}$/u);
const line = z.string().regex(/^[^\r\n]{1,500}$/);
const file = z.string().min(1);
const host = z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/);

const mail = z.strictObject({
  host,
  port: z.number().int().min(1).max(65_535),
  /** `tls`: encrypted from the first byte; `starttls`: before anything is said. The port decides where this is not given. */
  security: z.enum(['tls', 'starttls']).exactOptional(),
  /** File with the certificate of the city's own authority, PEM. */
  caFile: file.exactOptional(),
  user: line.exactOptional(),
  /** File with the password, readable by the service alone. */
  passwordFile: file.exactOptional(),
  /** Who the message is from. It should not name the city's card, and its mailbox should throw away what comes back. */
  from: address,
});

const text = z.strictObject({
  /** Where a message is posted to. */
  url: z.url().max(500),
  format: z.enum(['json', 'form']),
  /** What is posted: `{to}` stands for the number (E.164), `{text}` for the message. */
  fields: z.record(z.string().min(1).max(60), line),
  /** File with the value of the Authorization header, readable by the service alone. */
  authorizationFile: file.exactOptional(),
  /** Country calling code of numbers that are written without one. */
  country: z.string().regex(/^[1-9][0-9]{0,2}$/),
});

const settings = z.strictObject({ mail: mail.exactOptional(), text: text.exactOptional() });
type Written = z.output<typeof settings>;

export type MailSettings = Omit<NonNullable<Written['mail']>, 'passwordFile' | 'caFile' | 'security'> & {
  /** `open` on the loopback address alone, unless the file says otherwise. */
  security: 'tls' | 'starttls' | 'open';
  password: string | null;
  ca: string | null;
};
export type TextSettings = Omit<NonNullable<Written['text']>, 'authorizationFile'> & {
  authorization: string | null;
};
/** How news is carried to residents; null for a way that the city does not have. */
export type NoticeSettings = { mail: MailSettings | null; text: TextSettings | null };
export const NO_NOTICES: NoticeSettings = { mail: null, text: null };

const SUBMISSIONS = 465;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/;

/**
 * The senders a city has, from the JSON file that `COMMONKEY_NOTICES` names; none without it. Relative paths are of the
 * process. Fault `config-notices-wrong`, with `problem`: the first field that is wrong, or `file`. Nothing of the file's
 * content is in it.
 */
export function readNotices(path: string | null): NoticeSettings {
  if (path === null) return NO_NOTICES;
  const { mail, text } = written(path);
  return { mail: mail ? mailOf(mail) : null, text: text ? textOf(text) : null };
}

/**
 * Files of these senders whose content is a secret, as the settings name them: their modes are doctor's to look at. Fault as
 * `readNotices`.
 */
export function secretFiles(path: string | null): string[] {
  if (path === null) return [];
  const { mail, text } = written(path);
  return [mail?.passwordFile, text?.authorizationFile].filter((file) => file !== undefined);
}

function written(path: string): Written {
  const read = settings.safeParse(jsonOf(path));
  if (!read.success) throw wrong(read.error.issues[0]?.path.join('.') || 'file');
  return read.data;
}

function mailOf({ passwordFile, caFile, security, ...mail }: NonNullable<Written['mail']>): MailSettings {
  if ((mail.user === undefined) !== (passwordFile === undefined)) throw wrong('mail.passwordFile');
  const usual = LOOPBACK.test(mail.host) ? 'open' : mail.port === SUBMISSIONS ? 'tls' : 'starttls';
  return {
    ...mail,
    security: security ?? usual,
    password: passwordFile === undefined ? null : secretOf(passwordFile, 'mail.passwordFile'),
    ca: caFile === undefined ? null : secretOf(caFile, 'mail.caFile'),
  };
}

function textOf({ authorizationFile, ...text }: NonNullable<Written['text']>): TextSettings {
  const { protocol, hostname, username } = new URL(text.url);
  const open = protocol === 'http:' && LOOPBACK.test(hostname);
  if ((protocol !== 'https:' && !open) || username !== '') throw wrong('text.url');
  const posted = Object.values(text.fields);
  if (!posted.some((value) => value.includes('{to}')) || !posted.some((value) => value.includes('{text}')))
    throw wrong('text.fields');
  const authorization =
    authorizationFile === undefined ? null : secretOf(authorizationFile, 'text.authorizationFile');
  return { ...text, authorization };
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // The cause of an unreadable JSON file quotes it.
    throw wrong('file');
  }
}

function secretOf(path: string, field: string): string {
  try {
    const text = readFileSync(path, 'utf8').trim();
    if (text !== '') return text;
  } catch {}
  throw wrong(field);
}

const wrong = (problem: string) =>
  new Fault<ConfigCode>('config-notices-wrong', { name: 'COMMONKEY_NOTICES', problem });
