import { z } from 'zod';
import { ageBand, id } from './base.ts';

export type AgeBand = { from?: number; to?: number };

/** Which papers a count looks at: those that fulfil everything named here. */
export type Selector = { shows?: string; list?: string; papers?: string[] };

/**
 * What papers must add up to. `ages` switches a rule off for everybody else: inside `all` it is then skipped,
 * inside `any` it is no alternative. `unestablished` says that a rule exists and that nobody here knows it.
 */
export type Rule =
  | { all: Rule[]; ages?: AgeBand }
  | { any: Rule[]; ages?: AgeBand }
  | { points: string; atLeast: number; ages?: AgeBand }
  | { count: number; of: Selector; ages?: AgeBand }
  | { unestablished: string; ages?: AgeBand };

const ages = ageBand.exactOptional();

const selector = z
  .strictObject({
    shows: id.describe('Papers that show this: photo, birth-date, residency …').exactOptional(),
    list: id.describe('Papers of this list').exactOptional(),
    papers: z.array(id).min(1).describe('These papers').exactOptional(),
  })
  .describe('Papers that fulfil everything named here');

export const rule: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(rule).min(1), ages }),
    z.strictObject({ any: z.array(rule).min(1), ages }),
    z.strictObject({ points: id, atLeast: z.int().min(1), ages }),
    z.strictObject({ count: z.int().min(1), of: selector, ages }),
    z.strictObject({ unestablished: id, ages }),
  ]),
);
