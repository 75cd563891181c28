/**
 * Fine lines from a seed. The seed is the city's id, so that every card of a city carries the same pattern and a copied
 * or redrawn one shows; nothing about the holder goes in.
 */
export type Curves = readonly string[];

/** Numbers in [0, 1) from a text: FNV-1a for the state, mulberry32 for the steps. */
export function seeded(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

const TURN = 2 * Math.PI;

const whole = (random: () => number, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1));

/** A woven ribbon from x0 to x1 around `y`, `height` tall: each thread is a mix of two waves. */
export function ribbon(
  seed: string,
  area: { x0: number; x1: number; y: number; height: number; threads: number; waves: number },
): Curves {
  const random = seeded(seed);
  const long = area.waves + random();
  const short = area.waves * 2 + whole(random, 1, 3) + random();
  const shift = random() * TURN;
  const lean = random() * TURN;
  const breath = 1 + random();
  const length = area.x1 - area.x0;
  return Array.from({ length: area.threads }, (_, i) => {
    const phase = (TURN * i) / area.threads;
    return line(length / 4, (t) => {
      const envelope = 0.62 + 0.38 * Math.cos(TURN * breath * t + lean);
      const a = Math.sin(TURN * long * t + shift + phase);
      const b = Math.sin(TURN * short * t + lean - phase);
      return [area.x0 + length * t, area.y + (area.height / 2) * envelope * (0.68 * a + 0.32 * b)];
    });
  });
}

/** A rosette: closed curves that breathe in and out around a centre. */
export function rosette(
  seed: string,
  area: { x: number; y: number; radius: number; threads: number },
): Curves {
  const random = seeded(seed);
  const petals = whole(random, 7, 11);
  const inner = petals * 2 + whole(random, 1, 2) * petals;
  const lean = random() * TURN;
  return Array.from({ length: area.threads }, (_, i) => {
    const phase = (TURN * i) / area.threads;
    return line(360, (t) => {
      const turn = TURN * t;
      const reach =
        0.6 + 0.27 * Math.cos(petals * turn + phase) + 0.13 * Math.cos(inner * turn - 2 * phase + lean);
      const radius = area.radius * reach;
      return [area.x + radius * Math.cos(turn + lean), area.y + radius * Math.sin(turn + lean)];
    });
  });
}

function line(steps: number, at: (t: number) => [number, number]): string {
  const count = Math.round(steps);
  return Array.from({ length: count + 1 }, (_, i) => {
    const [x, y] = at(i / count);
    return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
  }).join('');
}
