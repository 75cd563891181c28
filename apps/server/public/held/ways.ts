import { sql } from 'kysely';
import { NO_COPIES } from '../../config/copies.ts';
import { MADE_FUNCTIONS, MADE_TRIGGERS } from '../../store/made-here.ts';
import type { Reader } from '../../store/store.ts';
import type { Difference } from './difference.ts';
import { FIRST_MADE, isDeclared, otherWays } from './other-ways.ts';

/**
 * What lies beside the tables and may show or copy what is in them: triggers and functions that are not as ours were made, or are
 * gone,
 * extensions, views, rules, event triggers, publications to other servers, places kept for other servers that follow this one,
 * a command that files the write-ahead log away, other servers this one asks, and objects that stand in no table. What other
 * databases of the same server hold is not seen from here.
 * @param declared what the city says of its own server: that is no difference
 */
export async function wayDifferences(read: Reader, declared = NO_COPIES): Promise<Difference[]> {
  const functions = await functionsThere(read);
  const strange = strangeFunctions(functions);
  const triggers = await triggersThere(read);
  const unknown = [
    ...strange.map((name) => `${name}()`),
    ...strangeTriggers(triggers, new Set(strange)).map(spoken),
    ...(await otherWays(read)).filter((way) => !isDeclared(way, declared)).map(({ name }) => name),
  ];
  const missing = [...missingFunctions(functions).map((name) => `${name}()`), ...missingTriggers(triggers)];
  return [
    ...missing.sort().map((name) => ({ kind: 'way-missing' as const, name })),
    ...unknown.sort().map((name) => ({ kind: 'way-unknown' as const, name })),
  ];
}

type FunctionThere = { name: string; body: string; plain: boolean };
type TriggerThere = { name: string; table: string; schema: string; calls: string; enabled: boolean };

/** By schema and name. An extension's own are not named one by one: the extension is. */
async function functionsThere(read: Reader): Promise<readonly FunctionThere[]> {
  return read
    .selectFrom(
      sql<FunctionThere>`(
        select format('%s.%s', n.nspname, p.proname) as name, p.prosrc as body,
          not p.prosecdef and p.proconfig is null and p.probin is null and l.lanname in ('plpgsql', 'sql') as plain
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
        where p.oid >= ${sql.lit(FIRST_MADE)} and not exists (
          select from pg_depend d join pg_extension e on e.oid = d.refobjid and d.refclassid = 'pg_extension'::regclass
          where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e' and e.extname <> 'plpgsql'))`.as(
        'functions',
      ),
    )
    .selectAll()
    .execute();
}

const strangeFunctions = (there: readonly FunctionThere[]): string[] =>
  there
    .filter(({ name, body, plain }) => !plain || MADE_FUNCTIONS.get(name) !== body)
    .map(({ name }) => name);

/** The job queue's own are made with its schema, which may be missing as a whole. */
function missingFunctions(there: readonly FunctionThere[]): string[] {
  const names = new Set(there.map(({ name }) => name));
  const hasQueue = [...names].some((name) => !OURS.test(name) && MADE_FUNCTIONS.has(name));
  return [...MADE_FUNCTIONS.keys()].filter((name) => !names.has(name) && (hasQueue || OURS.test(name)));
}

const OURS = /^public\./;

const MADE = new Set(MADE_TRIGGERS.map(({ table, name, calls }) => `public.${table}.${name}: ${calls}`));

async function triggersThere(read: Reader): Promise<readonly TriggerThere[]> {
  return read
    .selectFrom(
      sql<TriggerThere>`(
        select t.tgname as name, c.relname as table, n.nspname as schema, format('%s.%s', f.nspname, p.proname) as calls,
          t.tgenabled = 'O' and t.tgnargs = 0 as enabled
        from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
          join pg_proc p on p.oid = t.tgfoid join pg_namespace f on f.oid = p.pronamespace
        where not t.tgisinternal)`.as('triggers'),
    )
    .selectAll()
    .execute();
}

/** Also one of ours that calls something else, is switched off, or is made to run where it should not. */
const strangeTriggers = (there: readonly TriggerThere[], strange: ReadonlySet<string>): TriggerThere[] =>
  there.filter(
    ({ name, table, schema, calls, enabled }) =>
      !enabled || strange.has(calls) || !MADE.has(`${schema}.${table}.${name}: ${calls}`),
  );

function missingTriggers(there: readonly TriggerThere[]): string[] {
  const names = new Set(there.filter(({ schema }) => schema === 'public').map(spoken));
  return MADE_TRIGGERS.map(spoken).filter((name) => !names.has(name));
}

const spoken = ({ name, table }: Pick<TriggerThere, 'name' | 'table'>): string => `${name}, ${table}`;
