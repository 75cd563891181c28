import { type Override, type Schedule, withOverride } from '@commonkey/exposure';
import { nearest, type Period, type Program } from '@commonkey/program';
import { parseProgram } from '@commonkey/program/parse.ts';
import { trigger } from '@commonkey/program/schema/series.ts';
import { Fault } from '@commonkey/words';
import { readFolder } from '../program/folder.ts';

/** What the records commands refuse beside the codes of the packages. Sentences: `fault.<code>` in `words/`. */
export type RecordsCommandCode =
  | 'records-forecast-usage'
  | 'records-change-usage'
  | 'records-rules-not-served'
  | 'records-volumes-unreadable'
  | 'records-program-refused'
  | 'records-alternative-wrong'
  | 'records-alternative-twice'
  | 'records-trigger-unknown'
  | 'records-day-wrong'
  | 'records-language-unknown';

const NAMED = /^([^=]{1,60})=(.+)$/s;
const OVERRIDE = /^([a-z0-9-]+):(?:([a-z-]+)\+)?(\d{1,4})([dmy])$/;

/** Something that nobody would call a folder. */
const LIKE_OVERRIDE = /^[^/\\:]+:[^/\\]*$/;

function periodOf(count: number, unit: string | undefined): Period {
  if (unit === 'd') return { days: count };
  return unit === 'm' ? { months: count } : { years: count };
}

/**
 * A city's rules from its folder. A series without an end is let through: showing what it does is what a forecast is for, and
 * nothing is served from here.
 *
 * @throws Fault `records-program-refused`, `program-folder-missing`, `program-file-unreadable`
 */
export function readRules(dir: string): Program {
  const { program, faults } = parseProgram(readFolder(dir), { override: ['unbounded-series'] });
  if (program) return program;
  // Without its own `overrides` a program with such a series is refused, and says so itself.
  throw new Fault<RecordsCommandCode>('records-program-refused', {
    dir,
    n: faults.length,
    code: faults[0]?.code ?? '',
  });
}

/**
 * `NAME=FOLDER`, or `NAME=SERIES:30d` and `NAME=SERIES:decision+30d` for the program's own rules with another end of one
 * series (`d`ays, `m`onths, `y`ears).
 */
export function readAlternative(argument: string, own: Program): Schedule {
  const [, name = '', what = ''] = NAMED.exec(argument) ?? [];
  if (what === '') throw new Fault<RecordsCommandCode>('records-alternative-wrong', { argument });
  const override = readOverride(what);
  return { name, rules: override ? withOverride(own, override) : readRules(what) };
}

function readOverride(text: string): Override | undefined {
  const [, series, after, count, unit] = OVERRIDE.exec(text) ?? [];
  if (series === undefined) {
    // A mistyped period is no folder, and would be looked for as one.
    if (LIKE_OVERRIDE.test(text))
      throw new Fault<RecordsCommandCode>('records-alternative-wrong', { argument: text });
    return undefined;
  }
  const period = periodOf(Number(count), unit);
  if (after === undefined) return { series, period };
  const found = trigger.safeParse(after);
  if (!found.success) {
    const meant = nearest(after, trigger.options) ?? 'none';
    const known = trigger.options.join(', ');
    throw new Fault<RecordsCommandCode>('records-trigger-unknown', { trigger: after, meant, known });
  }
  return { series, after: found.data, period };
}
