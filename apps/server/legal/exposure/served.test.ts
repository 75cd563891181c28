import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Program } from '@commonkey/program';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { isFault } from '@commonkey/words';
import { loadProgram } from '../../config/program.ts';
import { portalHall } from '../../portal/testing/hall.ts';
import { openPool } from '../../store/connect.ts';
import { sureClock } from '../../testing/clock.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { colleagues } from '../testing/colleagues.ts';

const programs = new URL('../../../../programs/', import.meta.url);
const APRIL = readFileSync(new URL('chicago-2025/demands/2025-04-17.yaml', programs), 'utf8');
/** Reported: everybody who applied in the window, and those who did so online. */
const CAME = 87_163;
const ONLINE = 2_717;
const WINDOW = 1_097;

async function sql({ address }: TestDatabase, ...statements: string[]): Promise<number[]> {
  const pool = openPool(address, { max: 1, readOnly: false });
  // One end of a reference is enough of a record to be counted.
  await pool.query("set session_replication_role = 'replica'");
  const counts: number[] = [];
  try {
    for (const one of statements) counts.push((await pool.query<{ n?: number }>(one)).rows[0]?.n ?? 0);
  } finally {
    await pool.end();
  }
  return counts;
}

/** The rows that desks leave of people who came evenly over the window: a number and two months each. */
const CARDS = `insert into cards (serial, list, place, issue_month, expiry_month, status, policy_version, slip_hash, ends_on)
  select lpad(n::text, 12, '0'), 1, n::int, to_char(day, 'YYYY-MM'), to_char(day + interval '5 years', 'YYYY-MM'), 'current', '1.0', null,
    (day + interval '5 years 1 month')::date
  from (select n, date '2022-04-17' + (n * ${WINDOW} / ${CAME})::int as day from generate_series(0::bigint, ${CAME - 1}) n) made`;
const RIBBON = `insert into desk_copies (id, series, shift, recorded_on, ends_on)
  values (gen_random_uuid(), 'used-ribbon', '${'a'.repeat(32)}', '2025-04-17', '2025-04-18')`;

/** What the online channel of 2025 kept of people of 64 and younger: eight years and some days of everything. */
const SENT = `insert into applications (id, reference, state, policy_version, tag, code_box, decided_on, ends_on)
  select md5('a' || n)::uuid, translate(upper(lpad(to_hex(n), 8, '0')), 'ILOU', 'XXXX'), 'approved', '1.0', decode(md5(n::text) || md5(n::text), 'hex'),
    '\\x00', date '2024-12-17' + n % 137, date '2032-12-17' + n % 137 from generate_series(0, ${ONLINE - 1}) n`;
const FILES = `insert into vault_records (id, application, kind, series, epoch, slot, sealed, ends_on)
  select md5('r' || id)::uuid, id, 'papers', 'portal-application', 'served.papers.2025-04.1', row_number() over (), '\\x00', ends_on from applications`;

/** The page as somebody of the law department reads it on a day, in a city with these rules. */
async function read(hall: Awaited<ReturnType<typeof portalHall>>, program: Program, day: string) {
  const clock = sureClock(() => new Date(`${day}T15:00:00Z`));
  const { visitor } = await (await colleagues({ ...hall.context, clock, program: { program, files: {} } }))([
    'law-officer',
  ]);
  const page = await visitor.form('/exposure', '/exposure', { scope: APRIL, as: 'administrative-subpoena' });
  assert.equal(page.statusCode, 200, page.body);
  return page.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

forOneServer('the demand of April 2025, asked of a served city', (test) => {
  test('EX-04, EX-06: in person nothing that it asks for, whose paper was foreign cannot be determined, and what still leans to it', async (db, t) => {
    const hall = await portalHall(db, t, { officers: 0 });
    const [, , whole] = await sql(
      db,
      CARDS,
      RIBBON,
      "select count(*)::int as n from cards where issue_month between '2022-05' and '2025-03'",
    );
    const number = (of: number) => of.toLocaleString('en');
    const served = await read(hall, shippedProgram('model-city'), '2025-04-17');
    assert.match(
      served,
      /Nothing that it asks for is held: none of what they wrote, their papers, their pictures\. Of 87,163 cards .* Whose paper-origin is meant cannot be determined/,
    );
    assert.match(served, new RegExp(`People of whom anything is held: ${number(CAME + 1)}`));
    assert.match(
      served,
      new RegExp(
        `is “foreign” ${number(CAME + 1)} cannot be determined still leans to it: printed-faces \\(used-ribbon\\)`,
      ),
    );
    assert.match(
      served,
      new RegExp(`${number(whole ?? 0)} yes; ${number(CAME + 1 - (whole ?? 0))} cannot be determined`),
    );
    await sql(db, 'delete from desk_copies');
    const later = await read(hall, shippedProgram('model-city'), '2025-05-01');
    assert.match(later, /Nothing that it asks for is held: none of what they wrote, their papers/);
    assert.match(
      later,
      new RegExp(`is “foreign” ${number(CAME)} cannot be determined nothing that is held leans to it`),
    );
  });

  test('EX-04, T4: under the rules of 2025 it would get 2,717 people’s papers; a file without a day cannot be stored, nor such rules served', async (db, t) => {
    const hall = await portalHall(db, t, { officers: 0 });
    await sql(db, SENT, FILES);
    const there = await read(hall, shippedProgram('chicago-2025'), '2025-05-01');
    assert.match(there, /What it asks for can be handed over of 2,717 people\./);
    assert.match(
      there,
      /papers of 2,717 people, in 2,717 files or rows\. How many papers that is cannot be determined\./,
    );
    // These rules let nothing go before a certificate: until then no day is promised.
    assert.match(there, /For 2,717 people it waits for a disposal certificate/);
    await assert.rejects(sql(db, 'update vault_records set ends_on = null'), /not-null/);
    await assert.rejects(
      loadProgram(fileURLToPath(new URL('chicago-2025', programs))),
      (error) =>
        isFault(error) && error.code === 'program-refused' && error.params.fault === 'series-unbounded',
    );
  });

  test('EX-06: rows outlive rules: what is there counts although the city takes nothing online any more', async (db, t) => {
    const hall = await portalHall(db, t, { officers: 0 });
    await sql(db, SENT, FILES);
    const left = await read(hall, shippedProgram('model-city'), '2025-05-01');
    assert.match(left, /can be handed over of 2,717 people/);
    assert.match(left, /Nobody has described undescribed: it is taken to tell everything/);
  });
});
