import {
  type Alive,
  type Bundle,
  type Cell,
  type Days,
  dayNumber,
  receivedWithin,
} from '@commonkey/exposure';
import { type PlainDate, type Program, portalRules, type Series } from '@commonkey/program';
import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '../../store/store.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';
import { aliveIn, type Look, seriesNamed } from './look.ts';

type Alike = {
  state: ApplicationState;
  decided: string | null;
  due: string;
  age: number | null;
  /** There is a box for reviewers, and no halves for two. */
  lone: boolean;
  /** "series due number age", of the sealed records that are there. */
  records: string[];
  people: number;
};

/** The half of all applications with ids below the middle, or the other: ids are random. */
export type Half = 'lower' | 'upper';
/** More days than any date is away, so that no day of one age is taken for a day of another. */
const DAYS = sql`10000000::bigint`;
/**
 * 46 bits of a hash: a double adds up 128 of them to the last bit, and one sum is the cheapest that the server has. That two kinds
 * of the same state and dates share one by chance happens in one of some hundred million cities.
 */
const MARK = sql`70368744177663::bigint`;
const MIDDLE = '80000000-0000-0000-0000-000000000000';

/**
 * All that hangs together by an application, its own row among it. Without a half: of everybody. What is there is counted
 * although the rules have no online channel any more: rows outlive rules.
 */
export async function countApplications(look: Look, half?: Half): Promise<Cell[]> {
  const rules = portalRules(look.program)?.records;
  const row = seriesNamed(look.program, rules?.application ?? 'applications');
  const lone = await withoutHalves(look.read);
  const rows = await look.read
    .selectFrom(alike(look, half, lone).as('alike'))
    .selectAll()
    .execute();
  return rows.map(({ state, decided, due, age, lone, records, people }) => {
    const sealed = records.map((text): Alive => {
      const [id = '', ends = '', number = '', came = ''] = text.split(' ');
      // Whoever waits is decided before its last day, and then no hold keeps it, but where nothing else opens the file
      // (docs/adr/0029-review-box-and-holds.md).
      const box = id === rules?.['review-box'];
      const secondKey = box && !lone;
      const alive = aliveIn(look, seriesNamed(look.program, id), {
        due: ends,
        secondKey,
        age: came === '' ? null : Number(came),
      });
      // A draft opens with its owner's code, and nobody else has a part in its key.
      const form = id === rules?.draft ? { form: 'own-code' as const } : {};
      return { ...alive, objects: Number(number), ...form, ...(box && lone && { onlyKey: true as const }) };
    });
    const bundle: Bundle = [aliveIn(look, row, { due, age }), ...sealed];
    return {
      channel: 'portal',
      people,
      applied: state === 'draft' ? NEVER : appliedWithin(state, bundle, decided ?? look.today),
      bundles: [bundle],
    };
  });
}

/**
 * Applications of which everything that is looked at is alike, as one row each. The records of each are summed up in one number,
 * alike ones are counted by it, and of each kind one is read for what the number stands for, in here. No id leaves the
 * database. A sum, as the same thing may be there twice and a pair must not cancel out. Both sides come out of an index in the order
 * of the ids: nothing is sorted, and no row is read.
 */
function alike({ dead }: Look, half: Half | undefined, lone: readonly string[]): RawBuilder<Alike> {
  const within = (id: string) => {
    if (half === undefined) return sql`${sql.ref(id)} is not null`;
    const middle = sql`${MIDDLE}::uuid`;
    return half === 'lower' ? sql`${sql.ref(id)} < ${middle}` : sql`${sql.ref(id)} >= ${middle}`;
  };
  const epochs = dead.map(({ epoch }) => epoch);
  const slots = dead.map(({ slot }) => slot);
  const living =
    dead.length === 0
      ? sql`true`
      : sql`(epoch, slot) not in (select * from unnest(${epochs}::text[], ${slots}::integer[]))`;
  const isLone = lone.length === 0 ? sql`false` : sql`id = any(${lone}::uuid[])`;
  return sql<Alike>`(
    select state, decided_on::text as decided, ends_on::text as due, age, lone, people,
      array(select series || ' ' || ends_on || ' ' || count(*) || ' ' || coalesce(vault_records.age::text, '') from vault_records
        where application = one and ${living} group by series, ends_on, vault_records.age order by 1) as records
    from (
      select state, decided_on, ends_on, age, ${isLone} as lone, count(*)::int as people, (array_agg(id))[1] as one
      from applications left join (
        select application, sum((mark & ${MARK})::float8) as marks
        from (
          select application, hashtextextended(series, (ends_on - date '2000-01-01') + coalesce((age + 1) * ${DAYS}, 0)) as mark from vault_records
          where ${within('application')} and ${living}
        ) marked group by application
      ) summed on application = id
      where ${within('id')} group by state, decided_on, ends_on, age, lone, marks
    ) kinds)`;
}

/**
 * Applications with a box for reviewers and no halves: of what was sent before halves were made, and none of a city that began with
 * them. Two short indexes say so; in the large one of every application there is no room for it (docs/adr/0068-boxes-without-halves.md).
 */
async function withoutHalves(read: Reader): Promise<string[]> {
  const found = await read
    .selectFrom('vault_records as box')
    .innerJoin('applications', 'applications.id', 'box.application')
    .select('applications.id')
    .distinct()
    .where('box.kind', '=', sql.lit('review-box'))
    .where('applications.dual_boxes', 'is', null)
    .execute();
  return found.map(({ id }) => id);
}

/** What was never sent: no day on which it was applied lies in any window. */
const NEVER: Days = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };

/**
 * Events bring dates nearer: what is due later than another record allows came in no earlier. While nothing has been decided
 * nothing was brought nearer, and the dates tell the very day.
 */
function appliedWithin(state: ApplicationState, bundle: Bundle, until: PlainDate): Days {
  const all = bundle.map(({ series, due }) => receivedWithin(series, due, dayNumber(until)));
  const first = Math.max(...all.map((days) => days.first));
  const told = state === 'waiting' && Number.isFinite(first);
  return { first, last: told ? Math.min(first, dayNumber(until)) : dayNumber(until) };
}

/** Series of the program that an application's records are in. */
export const sealedSeries = (program: Program): Series[] => {
  const { application: _, ...sealed } = portalRules(program)?.records ?? {};
  return [...new Set(Object.values(sealed))].map((id) => seriesNamed(program, id));
};
