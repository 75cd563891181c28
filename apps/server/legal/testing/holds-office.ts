import { randomUUID } from 'node:crypto';
import type { Flow } from '@commonkey/program';
import { sql } from 'kysely';
import { portalHall } from '../../portal/testing/hall.ts';
import type { TestDatabase } from '../../testing/database.ts';
import { words } from '../words.ts';
import { type Colleague, colleagues } from './colleagues.ts';

/** In milliseconds. */
export const DAY = 86_400_000;
/** All there is, as the form says it. */
export const WISH = { which: 'all', when: 'all', reason: 'demand' };

/** City hall with vendors of these flows besides its own, and people of staff who sign in by themselves. */
export async function hall(
  db: TestDatabase,
  t: Parameters<typeof portalHall>[1],
  flows: readonly Flow[] = [],
) {
  const { context: house, keeper } = await portalHall(db, t, { officers: 0 });
  const { program, files } = house.program;
  const sharing = { ...program.sharing, flows: [...(program.sharing?.flows ?? []), ...flows] };
  const context = { ...house, program: { files, program: { ...program, sharing } } };
  return { context, keeper, join: await colleagues(context) };
}
/** Places a hold by the page's own form. */
export const place = async (
  { visitor }: Colleague,
  wish: Record<string, string>,
  id: string = randomUUID(),
) => ({
  id,
  answer: await visitor.form('/holds/new', '/holds/new', { id, ...wish }),
});

export const rowOf = ({ store }: TestDatabase, id: string) =>
  store.read.selectFrom('legal_holds').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
/** Until so many wait for the lock of the destroyers. */
export async function allWait({ store }: TestDatabase, count: number): Promise<void> {
  for (let waiting = 0; waiting < count; ) {
    const found = await store.read
      .selectFrom(
        sql<{
          n: number;
        }>`(select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database()))`.as('found'),
      )
      .select('found.n')
      .executeTakeFirstOrThrow();
    waiting = found.n;
  }
}
export const leavesIn = async ({ store }: TestDatabase) =>
  (await store.read.selectFrom('ledger_unsequenced').select('commitment').execute()).length;
export const holdsIn = async ({ store }: TestDatabase) =>
  (await store.read.selectFrom('legal_holds').select('id').execute()).length;
const flow = (id: string, kind: Flow['kind'], recipient: string, more: Partial<Flow> = {}): Flow => ({
  id,
  kind,
  recipient,
  purpose: 'purpose.series-contact',
  basis: 'A contract',
  fields: ['counts'],
  contact: 'legal-department',
  reviewBy: '2027-06-30',
  source: 'own',
  ...more,
});
/** Two of them are one company. */
export const VENDORS = [
  flow('post-room', 'mail', 'Northern Carriers', {
    host: 'mail.example',
    noticeTo: 'legal@carriers.example',
  }),
  flow('texts', 'text', 'Northern Carriers', { host: 'text.example' }),
  flow('bucket', 'vendor', 'Lakeside Storage'),
  flow('witness', 'witness', 'A University', { host: 'witness.example' }),
];
/** Whether a page says what a key of the office's words says. */
export const said = (body: string, code: string) => body.includes(words.en?.[code] ?? 'no words');
