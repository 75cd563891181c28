import type { PlainDate } from '@commonkey/program';
import { type CheckFault, checkFields } from './check-fields.ts';
import { slice } from './layout.ts';
import { nearestDate, pastDate } from './short-date.ts';
import { tidyLines } from './tidy-lines.ts';

export type MrzCode =
  | 'mrz-empty'
  | 'mrz-shape'
  | 'mrz-length'
  | 'mrz-character'
  | CheckFault['code']
  | 'mrz-birth-impossible'
  | 'mrz-birth-open'
  | 'mrz-expiry-impossible'
  | 'mrz-name-missing'
  | 'mrz-name-cut';

export type MrzFinding = Readonly<{ code: MrzCode; params: Readonly<Record<string, number>> }>;

/**
 * What the desk may take over from a machine-readable zone. Country, kind, number, sex and nationality are read
 * for the arithmetic and deliberately not handed on: nothing may tell which paper a person showed (T2).
 */
export type MrzReading = Readonly<{
  /** Suggestions for the fields; the zone writes names in A–Z only, the paper itself has the true spelling. */
  names: Readonly<{ family: string; given: string }> | undefined;
  birthDate: PlainDate | undefined;
  expires: PlainDate | undefined;
  /** The lines cannot be right as typed. */
  faults: readonly MrzFinding[];
  /** The lines may be right, but the clerk should look. */
  cautions: readonly MrzFinding[];
}>;

/**
 * Reads a typed or scanned machine-readable zone (ICAO Doc 9303 TD1, TD2, TD3 and visas) and checks its arithmetic.
 * Keeps nothing. `today` settles the century: births lie behind it, expiries within fifty years of it.
 */
export function readMrz(text: string, today: PlainDate): MrzReading {
  const tidy = tidyLines(text);
  if ('code' in tidy) {
    const { code, ...params } = tidy;
    return nothing({ code, params });
  }
  const { layout, lines } = tidy;
  const stray = strayCharacter(lines);
  if (stray !== undefined) return nothing({ code: 'mrz-character', params: stray });

  const faults: MrzFinding[] = checkFields(lines, layout).map(({ code, ...params }) => ({ code, params }));
  const cautions: MrzFinding[] = [];
  const failed = (code: MrzCode) => faults.some((one) => one.code === code);

  const birth = slice(lines, layout.birth);
  const birthDate = pastDate(birth, today);
  if (birthDate === undefined) {
    if (birth.includes('<')) cautions.push({ code: 'mrz-birth-open', params: {} });
    else faults.push({ code: 'mrz-birth-impossible', params: { line: layout.birth[0] } });
  }
  const expiry = slice(lines, layout.expiry);
  const expires = nearestDate(expiry, today);
  if (expires === undefined && !/^<+$/.test(expiry))
    faults.push({ code: 'mrz-expiry-impossible', params: { line: layout.expiry[0] } });

  const field = slice(lines, layout.names);
  const names = namesOf(field);
  if (names === undefined) faults.push({ code: 'mrz-name-missing', params: { line: layout.names[0] } });
  else if (!field.endsWith('<')) cautions.push({ code: 'mrz-name-cut', params: { line: layout.names[0] } });

  return {
    names,
    birthDate: failed('mrz-check-birth') ? undefined : birthDate,
    expires: failed('mrz-check-expiry') ? undefined : expires,
    faults,
    cautions,
  };
}

function nothing(fault: MrzFinding): MrzReading {
  return { names: undefined, birthDate: undefined, expires: undefined, faults: [fault], cautions: [] };
}

function strayCharacter(lines: readonly string[]): { line: number; position: number } | undefined {
  for (const [at, line] of lines.entries()) {
    const position = line.search(/[^A-Z0-9<]/);
    if (position >= 0) return { line: at + 1, position: position + 1 };
  }
  return undefined;
}

function namesOf(field: string): { family: string; given: string } | undefined {
  const [family = '', ...given] = field.split('<<');
  const spoken = { family: spell(family), given: spell(given.join('<')) };
  return spoken.family === '' && spoken.given === '' ? undefined : spoken;
}

function spell(part: string): string {
  return part
    .split('<')
    .filter((word) => word !== '')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join(' ');
}
