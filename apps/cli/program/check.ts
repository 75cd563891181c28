import { plainDateOf, wordFault } from '@commonkey/program';
import { type Override, type ParsedProgram, parseProgram } from '@commonkey/program/parse.ts';
import { Fault, type Speak } from '@commonkey/words';
import { type Io, readFolder } from './folder.ts';
import { EXIT, guarded, languageOf, readArguments, speak } from './usage.ts';

const OVERRIDES: readonly Override[] = ['unbounded-series'];

/** The overrides named on the command line; throws `program-override-unknown`. */
export function readOverrides(names: readonly string[] = []): Override[] {
  return names
    .flatMap((name) => name.split(','))
    .map((name) => {
      const known = OVERRIDES.find((override) => override === name);
      if (known === undefined)
        throw new Fault('program-override-unknown', { name, known: OVERRIDES.join(', ') });
      return known;
    });
}

function faultLines(say: Speak, faults: ParsedProgram['faults']): string {
  return faults
    .map((fault) => {
      const { problem, remedy } = wordFault(say, fault);
      return `  ${fault.file}${fault.path === '' ? '' : ` ${fault.path}`}\n    ${fault.code}: ${problem}\n    ${remedy}\n`;
    })
    .join('');
}

function report(parsed: ParsedProgram, dir: string, say: Speak, own: Record<string, string>): string {
  const lines = [`${dir}: ${say(`check.status.${parsed.status}`, { n: parsed.faults.length })}\n`];
  lines.push(faultLines(say, parsed.faults));
  if (parsed.overridden.length > 0)
    lines.push(`${say('check.overridden')}\n`, faultLines(say, parsed.overridden));
  if (parsed.undrawn.length > 0) lines.push(`${say('check.undrawn')}\n`, faultLines(say, parsed.undrawn));
  if (parsed.unestablished.length > 0) {
    const name = (id: string) => own[`unestablished.${id}`] ?? uncheckedName(id, say, own);
    lines.push(
      `${say('check.unestablished')}\n`,
      ...parsed.unestablished.map((id) => `  ${id}: ${name(id)}\n`),
    );
  }
  return lines.join('');
}

/** `paper-unchecked:lease`: a rule whose source nobody has read, by the name of what it is about. */
function uncheckedName(id: string, say: Speak, own: Record<string, string>): string {
  const [code = '', about = ''] = id.split(':');
  const what = own[`${code.replace('-unchecked', '')}.${about}`];
  return what === undefined ? id : say(`assess.open.${code}`, { what });
}

function ownWords(files: Record<string, string>, language: string): Record<string, string> {
  try {
    const words: unknown = JSON.parse(files[`words/${language}.json`] ?? '{}');
    const entries = words !== null && typeof words === 'object' ? Object.entries(words) : [];
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    // The check itself reports a catalogue that cannot be read.
    return {};
  }
}

/**
 * `commonkey program check DIR [--json] [--override unbounded-series] [--lang en|es]`
 *
 * @returns 0 complete, 1 refused, 3 incomplete (may be explored, cannot be served), 2 the command itself was wrong
 */
export function programCheck(argv: readonly string[], io: Io): Promise<number> {
  return guarded(argv, io, async () => {
    const { values, positionals } = readArguments(argv, {
      json: { type: 'boolean' },
      override: { type: 'string', multiple: true },
      lang: { type: 'string' },
    });
    const [dir, ...rest] = positionals;
    if (dir === undefined || rest.length > 0) throw new Fault('program-check-usage');
    const files = readFolder(dir);
    const parsed = parseProgram(files, {
      override: readOverrides(values.override),
      on: io.today ?? plainDateOf(new Date()),
    });
    const language = languageOf(io, values.lang);
    const say = speak(language);

    if (values.json) {
      const worded = (faults: ParsedProgram['faults']) =>
        faults.map((fault) => ({ ...fault, ...wordFault(say, fault) }));
      const { program, status, unestablished, faults, overridden, undrawn } = parsed;
      const head = { status, id: program?.id ?? null, version: program?.version ?? null };
      const body = {
        ...head,
        faults: worded(faults),
        overridden: worded(overridden),
        undrawn: worded(undrawn),
        unestablished,
      };
      io.out(`${JSON.stringify(body, null, 2)}\n`);
    } else io.out(report(parsed, dir, say, ownWords(files, language)));

    return { complete: EXIT.fine, incomplete: EXIT.open, refused: EXIT.no }[parsed.status];
  });
}
