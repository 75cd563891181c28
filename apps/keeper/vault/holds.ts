import { isDeepStrictEqual } from 'node:util';
import { Fault } from '@commonkey/words';
import { z } from 'zod';
import type { KeeperCode } from '../codes.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
/** Of a hold or a member of staff: opaque. */
const uuid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

const seriesName = z.string().regex(/^[a-z0-9-]{1,60}$/);
/** Null: every series. A hold of earlier versions named one. */
const series = z.preprocess(
  (given) => (typeof given === 'string' ? [given] : given),
  z.array(seriesName).min(1).max(100).nullable(),
);
const scope = {
  series,
  /** Records that speak of days outside are free. A sealed record tells no day: of those only what came later is (`ages.ts`). */
  from: day.nullable(),
  until: day.nullable(),
  /** In person or online; both where it is not said, as in every hold of earlier versions. */
  channel: z.enum(['events', 'portal']).nullable().exactOptional(),
};

/**
 * A legal hold as the database has it, kept here so that no backup of the database forgets it. Ids, days and a series of
 * the program: nothing that anybody typed has a place in it.
 */
export const hold = z.strictObject({
  id: uuid,
  ...scope,
  /** What it was placed for, from city hall's closed list; not said in holds of earlier versions. */
  reason: z
    .enum(['demand', 'lawsuit', 'investigation', 'audit', 'preservation-letter', 'expected'])
    .nullable()
    .exactOptional(),
  placedAt: instant,
  placedBy: uuid,
  /** 32 bytes that open the ledger's commitment to the hold. */
  salt: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** 32 bytes under which that commitment says who placed it; not said in holds of earlier versions. */
  bySalt: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .exactOptional(),
  /** When it lapses unless somebody confirms it; city hall says whether it has. */
  provisionalUntil: instant,
  confirmed: z.strictObject({ at: instant, by: uuid }).nullable(),
  /** What it covers since it was confirmed, where that is less than it was placed over. */
  narrowed: z.strictObject(scope).nullable().default(null),
  released: z
    .strictObject({ at: instant, by: uuid, askedBy: uuid })
    .refine(({ by, askedBy }) => by !== askedBy)
    .nullable(),
  lapsed: z.boolean(),
  /** When city hall found that its database had forgotten it, and put it back. */
  putBackAt: instant.nullable(),
});
/** With what the key process itself found of it, and takes from nobody. */
export const keptHold = hold.extend({
  /** Tables begun at this age or later hold nothing of its days; it holds those of every age where none is said. */
  age: z.number().exactOptional(),
});
export type Hold = z.infer<typeof hold>;
export type KeptHold = z.infer<typeof keptHold>;
/** The part of the roots' index that this page writes. */
type Holding = { holds: KeptHold[] };

/** A hold's life only goes forward, so what two sides know of it can be joined in any order, any number of times. */
export function joined(known: KeptHold, told: Hold): KeptHold {
  const fixed = ['id', 'from', 'until', 'placedAt', 'placedBy', 'salt'] as const;
  const other = fixed.some((part) => known[part] !== told[part]);
  const elsewhere = (known.channel ?? null) !== (told.channel ?? null);
  const because = known.reason ?? told.reason ?? null;
  if ((told.reason ?? because) !== because) throw new Fault<KeeperCode>('vault-hold-foreign');
  const bySalt = known.bySalt ?? told.bySalt;
  if ((told.bySalt ?? bySalt) !== bySalt) throw new Fault<KeeperCode>('vault-hold-foreign');
  if (other || elsewhere || !isDeepStrictEqual(known.series, told.series))
    throw new Fault<KeeperCode>('vault-hold-foreign');
  const { age, ...rest } = known;
  // An age rests on the last day that was known then: what reaches further holds every age again.
  const reaches = !known.narrowed && told.narrowed !== null && isLater(told.narrowed.until, known.until);
  return {
    ...rest,
    ...(age === undefined || reaches ? {} : { age }),
    ...(because === null ? {} : { reason: because }),
    ...(bySalt === undefined ? {} : { bySalt }),
    provisionalUntil: later(known.provisionalUntil, told.provisionalUntil),
    confirmed: (told.confirmed?.at ?? '') > (known.confirmed?.at ?? '') ? told.confirmed : known.confirmed,
    // Once at most, when it was confirmed.
    narrowed: known.narrowed ?? told.narrowed,
    // The first two people who released it did so.
    released: known.released ?? told.released,
    lapsed: known.lapsed || told.lapsed,
    putBackAt:
      known.putBackAt && told.putBackAt
        ? later(known.putBackAt, told.putBackAt)
        : (known.putBackAt ?? told.putBackAt),
  };
}

/** Null: no last day. */
const isLater = (one: string | null, other: string | null): boolean =>
  other !== null && (one === null || one > other);

const later = (one: string, other: string): string => (one > other ? one : other);

/** No clock of the keeper's ends a hold: it is in force until city hall says that it has ended. */
export const inForce = ({ released, confirmed, lapsed }: Hold): boolean =>
  released === null && (confirmed !== null || !lapsed);

/** Put back, and nobody has looked since: to confirm it, or to release it, is to look. */
export const isUnsettled = (one: Hold): boolean =>
  inForce(one) && one.putBackAt !== null && (one.confirmed?.at ?? '') <= one.putBackAt;

/** @param age of the table that the key lies in */
export const isHeld = ({ holds }: Holding, name: string, age: number): boolean =>
  holds.some((one) => {
    const { series, channel } = one.narrowed ?? one;
    if (one.age !== undefined && age >= one.age) return false;
    // Whatever is sealed here came online.
    return inForce(one) && channel !== 'events' && (series === null || series.includes(name));
  });

/** Takes in what city hall says of a hold; gives what is known of it now. Fault `vault-hold-foreign`: another has its id. */
export function note(index: Holding, told: Hold): KeptHold {
  const at = index.holds.findIndex(({ id }) => id === told.id);
  const known = index.holds[at];
  const now: KeptHold = known ? joined(known, told) : { ...told };
  if (known) index.holds[at] = now;
  else index.holds.push(now);
  return now;
}

/** Holds in one answer, so that it stays a line both sides read. */
const PAGE = 100;

export function holdsPage({ holds }: Holding, after?: string): { holds: KeptHold[]; next: string | null } {
  const rest = holds.filter(({ id }) => after === undefined || id > after);
  const page = rest.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, PAGE);
  return { holds: page, next: page.length < rest.length ? (page.at(-1)?.id ?? null) : null };
}
