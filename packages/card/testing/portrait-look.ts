import { seeded } from '../guilloche.ts';

export const HEADS = ['short', 'curls', 'long', 'bun', 'grey', 'bald', 'hijab', 'turban', 'gele'] as const;
export type Head = (typeof HEADS)[number];

export type Look = {
  readonly head: Head;
  readonly skin: string;
  readonly shade: string;
  readonly lip: string;
  readonly iris: string;
  readonly hair: string;
  readonly cloth: string;
  readonly scarf: string;
  readonly brow: number;
  readonly jaw: number;
  readonly glasses: boolean;
  readonly beard: boolean;
};

const SKINS = [
  ['#f3d3bd', '#dfb296', '#c0766b'],
  ['#e6bd9a', '#cd9c74', '#b06858'],
  ['#c99066', '#ad744c', '#95523f'],
  ['#99623f', '#7d4c2e', '#6f3630'],
  ['#6d4229', '#553019', '#4f2621'],
] as const;
const HAIRS = ['#1b1614', '#2e1f18', '#4a2f1f', '#7a5230', '#b08a4e'];
const CLOTHS = ['#274060', '#5b2e48', '#2f5d50', '#6b4a1f', '#3d3d46'];
const SCARVES = ['#7b8fb2', '#a4596b', '#3f7f74', '#c08a3e', '#55507f'];
const IRISES = ['#3a2618', '#56391f', '#4f6a45', '#5a7891'];

/** How a seeded face looks. `head` fixes what is on the head; otherwise the seed chooses that too. */
export function lookOf(seed: string, head?: Head): Look {
  const random = seeded(seed);
  const pick = <T>(from: readonly [T, ...T[]] | readonly T[]): T => {
    const picked = from[Math.floor(random() * from.length)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  };
  const [skin, shade, lip] = pick(SKINS);
  const drawn = pick(HEADS);
  const on = head ?? drawn;
  return {
    head: on,
    skin,
    shade,
    lip,
    iris: pick(IRISES),
    hair: on === 'grey' ? '#b9b6b0' : pick(HAIRS),
    cloth: pick(CLOTHS),
    scarf: pick(SCARVES),
    brow: random() * 6 - 3,
    jaw: random() * 14 - 7,
    glasses: random() < 0.25,
    beard: (on === 'short' || on === 'turban' || on === 'bald') && random() < 0.6,
  };
}
