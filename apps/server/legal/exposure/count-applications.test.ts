import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type Cell, dateOf } from '@commonkey/exposure';
import { addDays } from '@commonkey/program';
import { openPool } from '../../store/connect.ts';
import type { Reader } from '../../store/store.ts';
import { forEachServer, type TestDatabase } from '../../testing/database.ts';
import { onlineCity } from '../../vault/testing/hall.ts';
import { countApplications } from './count-applications.ts';
import { type Look, lookAt } from './look.ts';
import { observedAtOnce } from './observed.ts';
import { seeded } from './testing/small-city.ts';

const TODAY = '2026-11-22';
const PEOPLE = 600;
const STATES = ['draft', 'waiting', 'approved', 'denied', 'withdrawn'] as const;
const SERIES = ['portal-draft', 'portal-papers', 'portal-card', 'portal-contact', 'portal-review-key'];
const DEAD = [3, 40, 41, 200].map((slot) => ({ epoch: 'told.papers.2026-11.1', slot }));

/** Few dates, so that many are alike; some of whom nothing is sealed, some of whom the same thing is there twice. */
async function fill({ address }: TestDatabase): Promise<void> {
  const draw = seeded(28);
  const pool = openPool(address, { max: 1, readOnly: false });
  let slot = 0;
  for (let person = 0; person < PEOPLE; person += 1) {
    const state = STATES[draw(STATES.length)];
    const { rows } = await pool.query<{ id: string }>(
      `insert into applications (id, reference, state, policy_version, tag, code_box, waiting_since, decided_on, ends_on)
       values (gen_random_uuid(), $1, $2::text, '1.0', $3, '\\x00', case when $2 = 'waiting' then timestamptz '2026-11-20 00:00Z' end, $4, $5) returning id`,
      [
        String(person).padStart(8, '0'),
        state,
        randomBytes(32),
        state === 'approved' || state === 'denied' ? addDays(TODAY, -draw(3)) : null,
        addDays(TODAY, 30 + draw(3)),
      ],
    );
    for (let many = draw(5); many > 0; many -= 1)
      await pool.query(
        `insert into vault_records (id, application, kind, series, epoch, slot, sealed, ends_on)
         values (gen_random_uuid(), $1, 'papers', $2, 'told.papers.2026-11.1', $3, '\\x00', $4)`,
        [rows[0]?.id, SERIES[draw(SERIES.length)], slot++, addDays(TODAY, 1 + draw(2))],
      );
  }
  await pool.end();
}

/** Each application by itself, out of its own rows: what is counted together must be alike in all of this. */
async function oneByOne(read: Reader, dead: readonly { slot: number }[]): Promise<string[]> {
  const applications = await read
    .selectFrom('applications')
    .select(['id', 'state', 'decided_on', 'ends_on'])
    .execute();
  const records = await read
    .selectFrom('vault_records')
    .select(['application', 'series', 'slot', 'ends_on'])
    .execute();
  return applications.map(({ id, ends_on: due }) => {
    const own = records.filter(
      (one) => one.application === id && !dead.some(({ slot }) => slot === one.slot),
    );
    return keyOf(
      due,
      own.map(({ series, ends_on }) => `${series} ${ends_on}`),
    );
  });
}

const keyOf = (due: string, sealed: readonly string[]): string => [due, ...[...sealed].sort()].join(', ');

/** The same of what was counted, each as often as there are people. */
function told(cells: readonly Cell[]): string[] {
  return cells.flatMap(({ people, bundles }) => {
    const [row, ...sealed] = bundles[0] ?? assert.fail('an application without its own row');
    const each = sealed.flatMap(({ series, due, objects = 1 }) =>
      new Array<string>(objects).fill(`${series.id} ${dateOf(due)}`),
    );
    return new Array<string>(people).fill(keyOf(dateOf(row.due), each));
  });
}

forEachServer('EX-01: many applications, counted by kind and one by one', (test) => {
  test('EX-01: what is counted together is alike, and everybody is counted once; rows without a key are not there', async (db) => {
    await fill(db);
    const program = await onlineCity();
    for (const dead of [[], DEAD]) {
      const beside = { now: new Date(`${TODAY}T12:00:00Z`), dead };
      const slow = (await oneByOne(db.store.read, dead)).sort();
      const look = await lookAt(db.store.read, program, TODAY, beside);
      assert.deepEqual(told(await countApplications(look)).sort(), slow);
      const halves = [
        ...(await countApplications(look, 'lower')),
        ...(await countApplications(look, 'upper')),
      ];
      assert.deepEqual(told(halves).sort(), slow);
      assert.deepEqual(told(await observedAtOnce(db.store, program, TODAY, beside)).sort(), slow);
    }
  });

  test('no hold is said to keep what opens a file for one reviewer, of whoever waits as of whoever is decided', async (db) => {
    await fill(db);
    const waits = await keptOf(db);
    assert.ok(waits.some(([series]) => series === 'portal-papers'));
    assert.ok(!waits.some(([series]) => series === 'portal-review-key'));
  });

  test('where nothing else opens the file a hold is said to keep it: of those people, and of nobody beside', async (db) => {
    await fill(db);
    const pool = openPool(db.address, { max: 1, readOnly: false });
    await pool.query(`update vault_records set kind = 'review-box' where series = 'portal-review-key'`);
    await pool.query(`update applications set dual_boxes = '\\x00' where reference::int % 3 > 0`);
    const { rows } = await pool.query<{ lone: number; boxes: number }>(
      `select count(*) filter (where dual_boxes is null)::int as lone, count(*)::int as boxes
       from vault_records join applications a on a.id = application where kind = 'review-box'`,
    );
    await pool.end();
    const { lone = 0, boxes = 0 } = rows[0] ?? {};
    assert.ok(lone > 0 && lone < boxes);
    const kept = await keptOf(db);
    const sum = (all: typeof kept) => all.reduce((total, [, objects]) => total + objects, 0);
    assert.equal(sum(kept.filter(([series]) => series === 'portal-review-key')), lone);
  });
});

/** What a hold over everything is said to keep, by series. */
async function keptOf(db: TestDatabase): Promise<[series: string, objects: number][]> {
  const program = await onlineCity();
  const now = new Date(`${TODAY}T12:00:00Z`);
  const look = await lookAt(db.store.read, program, TODAY, { now, dead: [] });
  const cells = await countApplications({ ...look, answers: heldBut });
  return cells.flatMap(({ people, bundles }) =>
    bundles
      .flat()
      .filter(({ waits }) => waits === 'hold')
      .map(({ series, objects = 1 }): [string, number] => [series.id, people * objects]),
  );
}

/** As where a hold covers everything. */
const heldBut: Look['answers'] = ({ secondKey }) =>
  secondKey ? { answer: 'due' as never } : ({ answer: 'held' } as never);
