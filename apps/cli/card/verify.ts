import {
  type DecodedCard,
  parseTrust,
  type TrustBundle,
  type Verdict,
  verifyCard,
} from '@commonkey/credential';
import { credentialWords } from '@commonkey/credential/words.ts';
import { Fault, isFault, type Speak, speaker } from '@commonkey/words';
import type { Io } from '../io.ts';
import { cardFault } from './codes.ts';
import { readBytes, readJson } from './files.ts';
import { type Flags, readFlags } from './flags.ts';
import { qrTextOf } from './picture.ts';
import { cardWords } from './words.ts';

const EXIT = { valid: 0, 'not-valid': 1, undetermined: 3 } as const;

/** What `--json` prints: the verdict, its reason, whether the city only practises, ages in seconds, and the card once its signature is proven. */
export type VerdictReport = {
  verdict: Verdict['verdict'];
  reason?: string;
  /** The key list says that its city only practises: whatever the verdict, the card proves nothing. */
  practice?: true;
  listAge?: number;
  trustAge?: number;
  card?: Record<string, unknown>;
};

/**
 * `card verify --qr TEXT | --image FILE --trust FILE [--status FILE]… [--pin THUMBPRINT]… [--at TIME] [--json]`
 * Exit code 0 valid, 1 not valid, 2 could not be carried out, 3 undetermined.
 */
export async function cardVerify(argv: string[], io: Io): Promise<number> {
  const flags = readFlags(argv, {
    texts: ['qr', 'image', 'trust', 'status', 'pin', 'at'],
    switches: ['json'],
  });
  const report = await check(flags, io.now());
  io.out(flags.given('json') ? JSON.stringify(report) : inWords(report));
  return EXIT[report.verdict];
}

async function check(flags: Flags, now: Date): Promise<VerdictReport> {
  const { trust, practice } = readTrust(flags.needed('trust'));
  const marked: { practice?: true } = practice ? { practice } : {};
  const lists = flags.texts('status').map(readBytes);
  const at = momentOf(flags.text('at')) ?? now;
  const pins = flags.texts('pin');
  const text = await textOf(flags);
  if (isFault(text)) return { verdict: 'undetermined', reason: text.code, ...marked };
  const verdict = await verifyCard(text, trust, lists, at, pins.length > 0 ? pins : undefined);
  const { card, ...rest } = verdict;
  return { ...rest, ...marked, ...(card ? { card: facts(card) } : {}) };
}

function readTrust(path: string): { trust: TrustBundle; practice: boolean } {
  const json = readJson(path, (cause) => new Fault('trust-malformed', {}, { cause }));
  const trust = parseTrust(json);
  return { trust, practice: (json as Record<string, unknown>)['ck:practice'] === true };
}

/** The code's text; where a picture shows none, the fault that says so: that is an answer, and "undetermined". */
async function textOf(flags: Flags): Promise<string | Fault> {
  const [typed, image] = [flags.text('qr'), flags.text('image')];
  if (typed !== undefined && image !== undefined)
    throw cardFault('cli-arguments-wrong', { problem: '--qr, --image' });
  if (typed !== undefined) return typed.replace(/\r?\n$/, '');
  if (image === undefined) throw cardFault('cli-flag-missing', { flag: '--qr, --image' });
  const file = readBytes(image);
  try {
    return await qrTextOf(file);
  } catch (error) {
    if (isFault(error)) return error;
    throw error;
  }
}

function momentOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const at = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(at.getTime()))
    throw cardFault('cli-time-invalid', { text });
  return at;
}

function facts(card: DecodedCard): Record<string, unknown> {
  const {
    serial,
    name,
    secondName,
    secondLanguage,
    birthDate,
    issued,
    expires,
    issuer,
    dialect,
    status,
    face,
  } = card;
  const picture = face && { format: face.format, bytes: face.bytes.length };
  return {
    serial,
    name,
    secondName,
    secondLanguage,
    birthDate,
    issued,
    expires,
    issuer,
    dialect,
    status,
    face: picture,
  };
}

function inWords(report: VerdictReport): string {
  const say = speaker('en', cardWords.en ?? {}, credentialWords.en ?? {});
  const lines = [say(`verdict.${report.verdict}`)];
  if (report.practice) lines.push(say('verdict.practice'));
  if (report.reason !== undefined) lines.push(say(`fault.${report.reason}`));
  for (const [name, value] of Object.entries(report.card ?? {})) {
    if (typeof value === 'string') lines.push(`${say(`card.${name}`)}: ${value}`);
  }
  for (const age of ['listAge', 'trustAge'] as const) {
    const seconds = report[age];
    if (seconds !== undefined) lines.push(say(`verdict.${age}`, { age: ageInWords(say, seconds) }));
  }
  return lines.join('\n');
}

const HOUR = 3600;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** Whole hours for two days, then whole days for two years, then whole years. */
function ageInWords(say: Speak, seconds: number): string {
  if (seconds < 2 * DAY) return say('age.hours', { n: Math.floor(seconds / HOUR) });
  if (seconds < 2 * YEAR) return say('age.days', { n: Math.floor(seconds / DAY) });
  return say('age.years', { n: Math.floor(seconds / YEAR) });
}
