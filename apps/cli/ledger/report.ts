import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type LedgerEvent, leafOf, readOpening } from '@commonkey/ledger';
import { figuresFrom, type ReportGround } from '@commonkey/server/register/report/figures-from.ts';
import { daysOf, isHalfYear } from '@commonkey/server/register/report/half-year.ts';
import { type SaidReport, saidReport, versionOf } from '@commonkey/server/register/report/said-report.ts';
import { saidDemand } from '@commonkey/server/register/said-demand.ts';
import { saidEmergency } from '@commonkey/server/register/said-emergency.ts';
import { readFlags } from '../card/flags.ts';
import type { Io } from '../io.ts';
import { answer, hex } from './answer.ts';
import { ledgerFault } from './codes.ts';
import { entriesOf } from './recompute.ts';
import { sourceOf } from './source.ts';
import { newestOf, textFile, trustedBy } from './trusted.ts';
import { spokenTrust } from './verify.ts';

const TEXTS = ['openings', 'register', 'reports', 'half', 'key', 'witness'];

type Version = NonNullable<ReportGround['before']>;
type Shown = Readonly<Record<string, unknown>>;

/** The entries of a list in one of the city's public files; none where it has no such list. */
function listIn(file: string, name: string): readonly Shown[] {
  const list: unknown = Object(JSON.parse(textFile(file)))[name];
  return Array.isArray(list) ? list.map((one): Shown => Object(one)) : [];
}

/**
 * `ledger report URL|DIR --openings FILE --register FILE --reports FILE --half HALF [--key VKEY] [--witness VKEY]… [--json]`:
 * works the report of a half-year (`2026-H1`) out anew from what an auditor was handed (`ledger openings`) and from the city's public
 * register and reports (`/demands.json`, `/demands/reports.json`), each of which has to be in the log word for word, and holds it
 * against the newest version that is public; a corrected one also against the version before it. Demands that were shown anew after the report are counted as they were shown last, so figures of
 * theirs may differ; those are named. Exit code 0 the same, 1 not, 2 the question could not be put.
 */
export async function ledgerReport([place, ...rest]: string[], io: Io): Promise<number> {
  if (place === undefined || place.startsWith('-')) throw ledgerFault('ledger-source-needed');
  const flags = readFlags(rest, { texts: TEXTS, switches: ['json'] });
  const half = flags.needed('half');
  if (!isHalfYear(half)) throw ledgerFault('ledger-half-malformed', { half });
  const openings = textFile(flags.needed('openings'))
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readOpening);
  const [register, reports] = [flags.needed('register'), flags.needed('reports')];
  return answer(flags, io, async () => {
    const read = sourceOf(place);
    const trusted = await trustedBy(flags, read);
    const { checkpoint, cosignatures } = await newestOf(read, trusted);
    const entries = await entriesOf(read, checkpoint.size);
    const missing = openings.filter((one) => !entries.has(hex(leafOf(one))));
    if (missing.length > 0)
      throw ledgerFault('ledger-openings-missing', {
        missing: missing.length,
        of: openings.length,
        kinds: [...new Set(missing.map(({ event }) => event.kind))].join(', '),
      });
    const events = openings.map(({ event }) => event);
    const wordsOf = committedWords(events);
    const demands = listIn(register, 'demands').map((one) => saidDemand.parse(wordsOf('demand', one)));
    const emergencies = listIn(register, 'emergencies').map((one) =>
      saidEmergency.parse(wordsOf('emergency', one)),
    );
    const all = listIn(reports, 'reports').map((one): Version => {
      const words = wordsOf('report', one);
      return { said: saidReport.parse(words), digest: digestOf(words) };
    });
    const report = all
      .map(({ said }) => said)
      .filter(({ period }) => period === half)
      .sort((a, b) => versionOf(b) - versionOf(a))[0];
    if (report?.v !== 3 && report?.v !== 4) throw ledgerFault('ledger-report-missing', { half });
    const before = corrected(all, report, half);
    const on = daysSaid(events, 'report', half)[versionOf(report) - 1] ?? '';
    const then = (what: string, subject: string) => (daysSaid(events, what, subject)[0] ?? '') <= on;
    const again = figuresFrom(
      {
        events: events.filter((event) => event.kind !== 'published' || String(event.said_on) <= on),
        demands: demands.filter(({ demand }) => then('demand', demand)),
        emergencies: emergencies.filter(({ matter }) => then('emergency', matter)),
        reported: all.map(({ said }) => said.period),
        before,
      },
      half,
    );
    const differs = partsThatDiffer(report, again);
    if (differs.length > 0) throw ledgerFault('ledger-report-differs', { half, parts: differs.join(', ') });
    const { origin, size } = checkpoint;
    return {
      facts: { origin, size, half, ...daysOf(half), openings: openings.length },
      lines: (say) => [
        say('ledger.report-same', { half, origin, size, count: openings.length }),
        ...spokenTrust(say, trusted.keyFrom, cosignatures),
      ],
    };
  });
}

/** The version that a corrected report is held against, which has to be there word for word; null of a first one. */
function corrected(all: readonly Version[], report: SaidReport, half: string): Version | null {
  if (report.v !== 4) return null;
  const before = all.find(({ digest }) => digest === report.correction.corrects);
  if (before?.said.period !== half || versionOf(before.said) !== versionOf(report) - 1)
    throw ledgerFault('ledger-report-missing', { half });
  return before;
}

const digestOf = (said: object): string => createHash('sha256').update(JSON.stringify(said)).digest('hex');

/** The days on which something was made public, the first before the others. */
const daysSaid = (events: readonly LedgerEvent[], what: string, subject: string): string[] =>
  events
    .filter((event) => event.kind === 'published' && event.what === what && event.subject === subject)
    .map(({ said_on }) => String(said_on))
    .sort();

/** Reads what the city shows, and refuses what is not word for word what it committed to. */
function committedWords(events: readonly LedgerEvent[]) {
  const digests = new Set(
    events.flatMap(({ kind, what, digest }) => (kind === 'published' ? [`${what} ${digest}`] : [])),
  );
  return (what: string, { publishedOn, ...said }: Shown): object => {
    const digest = digestOf(said);
    if (!digests.has(`${what} ${digest}`))
      throw ledgerFault('ledger-said-otherwise', { what, on: String(publishedOn) });
    return said;
  };
}

const partsThatDiffer = (one: SaidReport, other: SaidReport): string[] =>
  Object.entries(one)
    .filter(([part, figures]) => !isDeepStrictEqual(figures, Object(other)[part]))
    .map(([part]) => part);
