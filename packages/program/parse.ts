import { type Catalogue, sentencesOf } from '@commonkey/words';
import type { z } from 'zod';
import { agesIn, inBand } from './ages.ts';
import { checkDrawn } from './check/card.ts';
import { type ProgramFault, pointer, type Report } from './check/fault.ts';
import { checkMeaning } from './check/meaning.ts';
import { reportIssues } from './check/shape.ts';
import { openAtAge } from './established.ts';
import {
  papersFile,
  programFile,
  programSchema,
  seriesFile,
  sharingFile,
  wordsFile,
} from './schema/program.ts';
import type { PlainDate, Program, Sharing } from './types.ts';
import { isValidityKnown, validityBand } from './validity.ts';

export type { CheckCode, ProgramFault } from './check/fault.ts';

export type Override = 'unbounded-series';

export type ParsedProgram = {
  /** There unless the status is `refused`. */
  program?: Program;
  faults: ProgramFault[];
  /** Faults that the file allows to be overridden and that the caller chose to. */
  overridden: ProgramFault[];
  /** What the program prints and this software cannot draw yet; such a program is never `complete`. */
  undrawn: ProgramFault[];
  /** `complete` may be served; `incomplete` may be explored only; `refused` is not loaded. */
  status: 'complete' | 'incomplete' | 'refused';
  /** What the file itself lists as not established, and each rule that rests on somebody's memory. */
  unestablished: string[];
};

const PARTS = {
  'program.json': programFile,
  'papers.json': papersFile,
  'series.json': seriesFile,
  'sharing.json': sharingFile,
} as const;
const WORDS = /^words\/([A-Za-z-]+)\.json$/;

type Reader = { faults: ProgramFault[]; reportIn: (file: string) => Report };

function readJson(file: string, text: string, reader: Reader): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = error instanceof SyntaxError ? error.message.slice(0, 120) : '';
    reader.reportIn(file)([], 'json-invalid', { detail });
    return undefined;
  }
}

/** The parsed value of a file, or undefined when it has faults, which are then reported. */
function readPart<T>(file: string, schema: z.ZodType<T>, files: Files, reader: Reader): T | undefined {
  const text = files[file];
  if (text === undefined) return undefined;
  const data = readJson(file, text, reader);
  if (data === undefined) return undefined;
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  reportIssues(parsed.error.issues, data, reader.reportIn(file));
  return undefined;
}

function readWords(files: Files, reader: Reader): Record<string, Catalogue> {
  const words: Record<string, Catalogue> = {};
  for (const file of Object.keys(files).sort()) {
    const language = WORDS.exec(file)?.[1];
    if (language === undefined) continue;
    const catalogue = readPart(file, wordsFile, files, reader);
    if (catalogue) words[language] = sentencesOf(catalogue);
  }
  return words;
}

function sharingOf(file: z.infer<typeof sharingFile> | undefined): Sharing | undefined {
  if (!file) return undefined;
  const { $schema: _, ...sharing } = file;
  return sharing;
}

type Files = Readonly<Record<string, string>>;

/** Everything that is not established, for the list on the program's page. */
function unestablishedIn(program: Program): string[] {
  const ids = new Set(program.unestablished.map(({ id }) => id));
  for (const age of agesIn(undefined)) {
    for (const open of openAtAge(program, age)) {
      if (open.code !== 'unestablished' && open.code !== 'age-not-served') ids.add(`${open.code}:${open.id}`);
    }
  }
  program.validity.forEach((band, place) => {
    if (!('unestablished' in band) && !isValidityKnown(program, band)) ids.add(`validity-unchecked:${place}`);
  });
  return [...ids].sort();
}

/** Are all rules known for everybody whom the program says it serves, and can every record of theirs end? */
function isComplete(program: Program): boolean {
  if (program.series.some(({ approvalOpen }) => approvalOpen !== undefined)) return false;
  const served = agesIn(program.serves?.ages).filter((age) => inBand(program.eligible?.ages, age));
  return served.every((age) => {
    const band = validityBand(program, age);
    return openAtAge(program, age).length === 0 && band !== undefined && isValidityKnown(program, band);
  });
}

/**
 * Reads a city's folder, given as relative path → text (`program.json`, optionally `papers.json`, `series.json` and `sharing.json`,
 * `words/<language>.json`), and finds every fault in it. Does no I/O and never throws for bad input.
 *
 * @param options.override errors to pass over; each must also be named in the file's own `overrides`
 * @param options.on the day it is: no approval is of a later one. Not looked at without it, so that no wrong clock keeps a service from its rules
 */
export function parseProgram(
  files: Files,
  options: { override?: readonly Override[]; on?: PlainDate } = {},
): ParsedProgram {
  const faults: ProgramFault[] = [];
  const reader: Reader = {
    faults,
    reportIn:
      (file) =>
      (path, code, params = {}) =>
        faults.push({ file, path: pointer(path), code, params }),
  };
  for (const file of Object.keys(files)) {
    if (!(file in PARTS) && !WORDS.test(file)) reader.reportIn(file)([], 'file-unknown', { file });
  }
  if (files['program.json'] === undefined)
    reader.reportIn('program.json')([], 'file-missing', { file: 'program.json' });

  const head = readPart('program.json', programFile, files, reader);
  const papers = readPart('papers.json', papersFile, files, reader);
  const series = readPart('series.json', seriesFile, files, reader);
  const sharing = sharingOf(readPart('sharing.json', sharingFile, files, reader));
  const words = readWords(files, reader);
  const refused = (): ParsedProgram => ({
    faults,
    overridden: [],
    undrawn: [],
    status: 'refused',
    unestablished: head?.unestablished.map(({ id }) => id) ?? [],
  });
  if (!head) return refused();

  for (const [part, found] of [
    ['papers', papers],
    ['series', series],
  ] as const) {
    if (found && head[part]) reader.reportIn('program.json')([part], 'part-twice', { part });
    if (files[`${part}.json`] === undefined && !head[part]) {
      reader.reportIn('program.json')([part], 'key-missing', { key: part });
    }
  }
  if (sharing && head.sharing)
    reader.reportIn('program.json')(['sharing'], 'part-twice', { part: 'sharing' });
  if (faults.some(({ file }) => file in PARTS)) return refused();

  const { $schema: _, ...rules } = head;
  const whole = programSchema.parse({
    ...rules,
    papers: papers?.papers ?? head.papers,
    series: series?.series ?? head.series,
    ...(sharing ? { sharing } : {}),
  });
  const program: Program = { ...whole, words };
  const report: Report = (path, code, params) => {
    const part =
      path[0] === 'papers' && papers
        ? 'papers.json'
        : path[0] === 'series' && series
          ? 'series.json'
          : path[0] === 'sharing' && sharing
            ? 'sharing.json'
            : undefined;
    const file = path[0] === 'words' ? `words/${path[1]}.json` : (part ?? 'program.json');
    // A file of the register is the register itself.
    const inside = path[0] === 'words' ? 2 : file === 'sharing.json' ? 1 : 0;
    reader.reportIn(file)(path.slice(inside), code, params);
  };
  checkMeaning(program, report, options.on);

  const mayPass = (fault: ProgramFault) =>
    fault.code === 'series-unbounded' &&
    program.overrides?.includes('unbounded-series') === true &&
    options.override?.includes('unbounded-series') === true;
  const overridden = faults.filter(mayPass);
  const left = faults.filter((fault) => !mayPass(fault));
  if (left.length > 0) return { ...refused(), faults: left, overridden };
  const undrawn: ProgramFault[] = [];
  checkDrawn(program, (path, code, params = {}) =>
    undrawn.push({ file: 'program.json', path: pointer(path), code, params }),
  );
  const status = isComplete(program) && undrawn.length === 0 ? 'complete' : 'incomplete';
  return { program, faults: [], overridden, undrawn, status, unestablished: unestablishedIn(program) };
}
