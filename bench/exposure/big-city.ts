import type { Pool } from 'pg';

/** What of a city lies in its tables: rows made by the database, with dates, states and series and nothing sealed worth opening. */
export type Size = { readonly cards: number; readonly applications: number };

/** Days and shares are fixed, so that two runs count the same city. */
const MONTHS_ISSUED = 96;
const PLACES = 1_048_576;

/**
 * Fills empty tables: cards of eight years, valid for two, five or ten, and applications in every state with the sealed records
 * that state has. Checks and indexes are the real ones; references are not looked up row by row, as both ends are made here.
 *
 * @param today YYYY-MM-DD
 */
export async function fillCity(pool: Pool, { cards, applications }: Size, today: string): Promise<void> {
  for (const statement of [
    'set statement_timeout = 0',
    'set session_replication_role = replica',
    `insert into status_lists (list, size, withheld, spent)
       select list, ${PLACES}, '\\x'::bytea || decode(repeat('00', ${PLACES / 8}), 'hex'), decode(repeat('00', ${PLACES / 8}), 'hex')
       from generate_series(1, ceil(${cards}::numeric / ${PLACES})::int) list`,
    `insert into cards (serial, list, place, issue_month, expiry_month, status, policy_version, slip_hash, ends_on)
       select lpad(n::text, 12, '0'), (n / ${PLACES})::int + 1, (n % ${PLACES})::int,
         to_char(month, 'YYYY-MM'), to_char(month + years, 'YYYY-MM'),
         case when n % 50 = 0 then 'revoked' else 'current' end, '1.0', null,
         (month + years + interval '2 months' - interval '1 day')::date
       from (
         select n, date_trunc('month', date '${today}') - (n * 7919 % ${MONTHS_ISSUED}) * interval '1 month' as month,
           (array[2, 5, 5, 10])[n / 97 % 4 + 1] * interval '1 year' as years
         from generate_series(0::bigint, ${cards - 1}) n
       ) made`,
    // Of a hundred: ten drafts, fifteen waiting, sixty approved in the last 90 days, ten denied, five withdrawn.
    `insert into applications (id, reference, state, policy_version, tag, code_box, dual_boxes, waiting_since, decided_on, ends_on)
       select id, translate(upper(lpad(to_hex(n), 8, '0')), 'ILOU', 'XXXX'), state, '1.0', decode(md5(n::text) || md5(n::text), 'hex'),
         '\\x00', case when state in ('waiting', 'approved', 'denied') then '\\x00'::bytea end,
         case when state = 'waiting' then date_trunc('hour', date '${today}' - came * interval '1 day', 'UTC') end,
         case when state in ('approved', 'denied', 'withdrawn') then date '${today}' - came end,
         date '${today}' + case state when 'draft' then 7 - came % 7 when 'waiting' then 135 - came when 'approved' then 90 - came else 30 - came end
       from (
         select n, md5('application ' || n)::uuid as id, state,
           case state when 'draft' then (n * 31) % 7 when 'waiting' then (n * 31) % 40 when 'approved' then (n * 31) % 89 else (n * 31) % 29 end as came
         from (
           select n, case when n % 100 < 10 then 'draft' when n % 100 < 25 then 'waiting' when n % 100 < 85 then 'approved'
             when n % 100 < 95 then 'denied' else 'withdrawn' end as state
           from generate_series(0, ${applications - 1}) n
         ) states
       ) made`,
    `insert into vault_records (id, application, kind, series, epoch, slot, sealed, ends_on)
       select md5(kind || turn || id::text)::uuid, id, kind, 'portal-' || series, 'bench.' || kind || '.2026-11.1', place::int, '\\x00', ends_on
       from (
         select a.id, row_number() over () as place, r.kind, r.series, r.turn,
           case r.kind when 'papers' then least(a.ends_on, case a.state when 'approved' then a.decided_on + 7 when 'denied' then a.decided_on + 30 else a.ends_on - 60 end)
             when 'review-box' then a.ends_on - 90 else a.ends_on end as ends_on, a.state
         from applications a cross join (values ('draft', 'draft', '0'), ('piece', 'draft', '1'), ('piece', 'draft', '2'),
           ('papers', 'papers', '0'), ('card', 'card', '0'), ('contact', 'contact', '0'), ('review-box', 'review-key', '0')) as r (kind, series, turn)
         where case a.state when 'draft' then r.series = 'draft' when 'waiting' then r.series <> 'draft'
           when 'approved' then r.kind in ('card', 'contact') or (r.kind = 'papers' and a.decided_on + 7 > date '${today}')
           when 'denied' then r.kind in ('card', 'papers', 'contact') else false end
       ) made`,
    'vacuum analyze',
    'checkpoint',
  ])
    await pool.query(statement);
}
