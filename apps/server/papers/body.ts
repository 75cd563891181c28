import type { Program } from '@commonkey/program';
import { z } from 'zod';
import { ageBands } from './bands.ts';
import { groupsAt } from './groups.ts';

/**
 * What the checker's forms may send: names out of the city's own rules and nothing else, so that nothing typed by hand can
 * travel in it.
 */
export function checkerBody(program: Program) {
  const bands = ageBands(program);
  const papers = z.enum(Object.keys(program.papers));
  const groups = z.enum([...new Set(bands.flatMap((band) => groupsAt(program, band).map(({ id }) => id)))]);
  const some = <T extends z.ZodType>(one: T) => z.union([one, z.array(one).max(400)]).exactOptional();
  return z.strictObject({
    step: z.enum(['who', 'papers', 'answer']),
    band: z.enum(bands.map(({ id }) => id)).exactOptional(),
    have: some(papers),
    none: some(groups),
    without: some(papers),
  });
}
