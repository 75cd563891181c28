import { getConstructionPlans } from 'pg-boss';
import { MIGRATIONS } from './migrations/index.ts';

/** A trigger as the migrations write it. All of ours are switched on, and say `before`. */
export type MadeTrigger = { readonly table: string; readonly name: string; readonly calls: string };

/** Read from the migrations themselves, so that no second list can fall behind them. */
const written = MIGRATIONS.map(({ up }) => up).join('\n');

/** The body of each function in the database, by schema and name: the migrations' and the job queue's. The last one stands. */
export const MADE_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ...bodies(
    /^create (?:or replace )?function (\w+)\(\) returns trigger[^$]*\$\$(.*?)\$\$/gms,
    written,
    'public',
  ),
  ...bodies(
    /^\s*create function pgboss\.(\w+)\([^$]*\$\$(.*?)\$\$/gims,
    getConstructionPlans('pgboss'),
    'pgboss',
  ),
]);

/** Every trigger that the migrations leave in the database. */
export const MADE_TRIGGERS: readonly MadeTrigger[] = [
  ...written.matchAll(
    /^create trigger (\w+) before [a-z ]+? on (\w+)\s+for each (?:row|statement) execute function (\w+)\(\);/gm,
  ),
].map(([, name = '', table = '', calls = '']) => ({ table, name, calls: `public.${calls}` }));

function bodies(pattern: RegExp, text: string, schema: string): [string, string][] {
  return [...text.matchAll(pattern)].map(([, name = '', body = '']) => [`${schema}.${name}`, body]);
}
