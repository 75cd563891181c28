import { randomBytes } from 'node:crypto';
import { resolve, sep } from 'node:path';
import { plainDateIn } from '@commonkey/program';
import { configure, processEnv } from '@commonkey/server';
import { withDatabase } from '@commonkey/server/backup/database.ts';
import { loadProgram } from '@commonkey/server/config/program.ts';
import { noteScan } from '@commonkey/server/residue/last-scan.ts';
import { isSeen, NEVER_LOOKED, type Place, searchCity } from '@commonkey/server/residue/places.ts';
import type { Hit } from '@commonkey/server/residue/scan.ts';
import { searchFor } from '@commonkey/server/residue/scan.ts';
import type { Search } from '@commonkey/server/residue/search.ts';
import { type Speak, speaker } from '@commonkey/words';
import { readFlags } from '../card/flags.ts';
import { columns } from '../exposure/columns.ts';
import type { Io } from '../io.ts';
import { askedLanguage } from '../language.ts';
import { type ResidueCommandCode, readStrings } from './strings.ts';
import { residueWords } from './words.ts';

/** Hits of one place that are told one by one; the number is told of all. */
const MOST_TOLD = 20;

/**
 * `residue scan --strings FILE [--logs PATH]… [--also PATH]… [--json] [--lang en|es]`: looks for known strings, one a line of a
 * file, in everything that this city writes. What was found is told by its line; the strings are never printed.
 *
 * @returns 0 looked at everything and found nothing, 1 found something, 2 the command or the file was wrong, 3 found nothing
 *   where it looked, and could not look everywhere
 */
export async function residueScan(argv: string[], io: Io): Promise<number> {
  const flags = readFlags(argv, { texts: ['strings', 'logs', 'also', 'lang'], switches: ['json'] });
  const language = askedLanguage<ResidueCommandCode>(
    flags.text('lang'),
    residueWords,
    'residue-language-unknown',
  );
  const say = speaker(language, residueWords[language] ?? {});
  const list = resolve(flags.needed('strings'));
  const markers = readStrings(list);
  const config = configure(processEnv(), process.cwd());
  const { program } = await loadProgram(config.programFolder, config);
  const random = (size: number) => new Uint8Array(randomBytes(size));
  const paths = (name: string) => flags.texts(name).map((path) => resolve(path));
  const places = await withDatabase(config, random, { resting: false, anyVersion: true }, (address) =>
    searchCity(markers, { config, address, logs: paths('logs'), named: paths('also'), list }),
  );
  const on = plainDateIn(program.city.timeZone, io.now());
  await noteScan(config.dataFolder, on, markers.length, places);
  const told = toldOf(places, searchFor(markers));
  const found = places.some(({ hits }) => hits.length > 0);
  const whole = places.every(isSeen);
  if (flags.given('json'))
    io.out(
      JSON.stringify(
        { on, strings: markers.length, found, whole, places: told, notLooked: NEVER_LOOKED },
        null,
        2,
      ),
    );
  else io.out(worded(told, { strings: markers.length, found, whole }, say));
  return found ? 1 : whole ? 0 : 3;
}

type Told = Omit<Place, 'hits'> & {
  /** Each string once for each thing and form it was found in. */
  hits: readonly { string: string; encoding: string; where: string; inside?: Hit['inside'] }[];
};

function toldOf(places: readonly Place[], search: Search): Told[] {
  return places.map(({ hits, ...place }) => {
    const once = new Map<string, Told['hits'][number]>();
    for (const { marker, encoding, path, inside } of hits) {
      const hit = { string: marker, encoding, where: pathTold(path, search), ...(inside && { inside }) };
      once.set(JSON.stringify(hit), hit);
    }
    return { ...place, hits: [...once.values()] };
  });
}

/** A path that says the string itself is told as far as it does not. */
export function pathTold(path: string, search: Search): string {
  const parts = path.split(sep);
  const says = parts.findIndex((part) => search.in(Buffer.from(part)).length > 0);
  return says < 0 ? path : [...parts.slice(0, says), '…'].join(sep);
}

function worded(
  places: readonly Told[],
  { strings, found, whole }: { strings: number; found: boolean; whole: boolean },
  say: Speak,
): string {
  const lines = places.flatMap(({ place, looked, things, why, hits }) => [
    [
      hits.length > 0 ? say('residue.found') : say(`residue.looked.${looked}`),
      say(`residue.place.${place}`),
      say(looked === 'none' ? 'residue.nothing-read' : 'residue.things', { n: things }),
      why.map((one) => say(`residue.why.${one}`)).join(' '),
    ],
  ]);
  return [
    say(found ? 'residue.red' : whole ? 'residue.clean' : 'residue.clean-in-part', { n: strings }),
    '',
    ...columns(lines),
    ...places.flatMap(({ place, hits }) =>
      hits.length === 0 ? [] : ['', say(`residue.place.${place}`), ...hitLines(hits, say)],
    ),
    '',
    say('residue.never'),
    ...NEVER_LOOKED.map((one) => `  ${say(`residue.never.${one}`)}`),
  ].join('\n');
}

function hitLines(hits: Told['hits'], say: Speak): string[] {
  const lines = hits
    .slice(0, MOST_TOLD)
    .map(
      ({ string, encoding, where, inside }) =>
        `  ${say('residue.hit', { string, encoding, where, inside: inside ?? 'plain' })}`,
    );
  const more = hits.length - MOST_TOLD;
  return more > 0 ? [...lines, `  ${say('residue.more', { n: more })}`] : lines;
}
