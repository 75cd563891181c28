import { HEADS } from '@commonkey/card/testing/portrait-look.ts';
import { type Chance, seeded } from '@commonkey/events/seeded.ts';
import { type Marker, textMarker } from '../../apps/server/residue/scan.ts';
import type { Guest } from './people.ts';

/** What somebody finds at the desk. */
export type Person = Guest & { readonly leaves: 'with a card' | 'without' };
/**
 * Some who come together. `away`: called, and never there. `returns`: not there the first time. `gives back`: changes their mind before
 * they are called.
 */
export type Party = {
  readonly people: readonly Person[];
  /** Minute of the day. */
  readonly comes: number;
  readonly booked: boolean;
  readonly first: boolean;
  readonly fate: 'stays' | 'away' | 'returns' | 'gives back';
  readonly language: string;
};
export type Crowd = { people: number; from: number; until: number; last: number; rush: number; seed: number };

const STARTS = [
  'zv',
  'qu',
  'xh',
  'vr',
  'kj',
  'yd',
  'wz',
  'gn',
  'tz',
  'hv',
  'kw',
  'pf',
  'dj',
  'mb',
  'zh',
  'vl',
];
const MIDDLES = ['a', 'e', 'i', 'o', 'u', 'ae', 'io', 'ou'];
const MONTHS = ['January', 'March', 'April', 'June', 'July', 'August', 'October', 'December'];
const PAPERS = [
  ['drivers-license', 'utility-bill'],
  ['passport', 'lease'],
  ['consular-id', 'shelter-letter'],
];
const CHILDS = ['birth-certificate', 'guardian-photo-id', 'school-enrolment'];
const LANGUAGES = ['en', 'es', 'ar', 'zh-Hans', 'pl', 'uk', 'ht'];

/**
 * The people of a day and when they come, the same for the same seed. The last party comes at `last`.
 * @param rush 1: evenly; the more above it, the more of them come early
 */
export function crowdOf({ people, from, until, last, rush, seed }: Crowd): readonly Party[] {
  const chance = seeded(seed);
  const among = amongBy(chance);
  const named = new Set<string>();
  const births = Array.from({ length: 24 }, (_, at) => bornOn(chance, at));
  const nobodyElse = (): string => {
    for (;;) {
      const name = Array.from({ length: 4 }, () => among(STARTS) + among(MIDDLES)).join('');
      if (named.has(name)) continue;
      named.add(name);
      return name.charAt(0).toUpperCase() + name.slice(1);
    }
  };
  const person = (): Person => {
    const birth = among(births);
    const child = birth.year > 2012;
    const without = !child && chance() < 0.04;
    return {
      name: `${nobodyElse()} ${nobodyElse()}`,
      ...{ born: birth.born, bornOn: birth.bornOn, head: among(HEADS) },
      papers: child ? CHILDS : without ? ['utility-bill'] : among(PAPERS),
      ...(child ? { emergencyContact: `${nobodyElse()} 555 0142` } : {}),
      leaves: without ? 'without' : 'with a card',
    };
  };
  const parties: Party[] = [];
  for (let left = people; left > 0; ) {
    const size = Math.min(left, chance() < 0.75 ? 1 : chance() < 0.7 ? 2 : 3);
    left -= size;
    const lot = chance();
    parties.push({
      people: Array.from({ length: size }, person),
      comes: left === 0 ? last : Math.floor(from + (until - from) * chance() ** rush),
      booked: left > 0 && chance() < 0.35,
      first: chance() < 0.12,
      fate: left === 0 || lot > 0.12 ? 'stays' : lot > 0.07 ? 'returns' : lot > 0.03 ? 'away' : 'gives back',
      language: among(LANGUAGES),
    });
  }
  return parties.sort((a, b) => a.comes - b.comes);
}

const amongBy =
  (chance: Chance) =>
  <T>(all: readonly T[]): T => {
    const one = all[Math.floor(chance() * all.length)];
    if (one === undefined) throw new RangeError('nothing to choose from');
    return one;
  };

/** One of few dates: each is looked for in everything, and eight digits occur by chance. */
function bornOn(chance: Chance, at: number) {
  const among = amongBy(chance);
  const year = at % 12 === 11 ? 2016 : 1938 + Math.floor(chance() * 65);
  const month = among(MONTHS);
  const day = 2 + Math.floor(chance() * 26);
  const number = `${new Date(`${month} 1, 2001 UTC`).getUTCMonth() + 1}`.padStart(2, '0');
  return {
    year,
    born: `${day} ${month} ${year}`,
    bornOn: `${year}-${number}-${`${day}`.padStart(2, '0')}`,
  };
}

/** Whatever may be found nowhere of these people: each word of a name, and dates as typed, as kept, and as the QR has them. */
export function canariesOf(people: readonly Person[]): Marker[] {
  const texts = people.flatMap(({ name, emergencyContact = '', born, bornOn: on }) => [
    ...`${name} ${emergencyContact}`.split(' ').filter((word) => word.length > 7),
    ...[born, on, on.replaceAll('-', '')],
  ]);
  return [...new Set(texts)].map((text) => textMarker(text, text));
}
