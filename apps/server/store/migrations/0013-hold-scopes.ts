export const name = '0013-hold-scopes';

const names = (column: string) => `cardinality(${column}) between 1 and 100
    and array_to_string(${column}, ' ', '?') ~ '^[a-z0-9-]{1,60}( [a-z0-9-]{1,60})*$'`;
const salt = 'bytea check (octet_length(@) = 32)';
const salted = (column: string) => `${column} ${salt.replace('@', column)}`;
const appendOnly = (table: string) => `
create trigger ${table}_append_only before update or delete on ${table}
  for each row execute function refuse_change();`;

export const up = `
alter table legal_holds drop constraint legal_holds_series_check;
alter table legal_holds
  alter column series type text[] using case when series is null then null else array[series] end;
alter table legal_holds
  add constraint legal_holds_series check (${names('series')}),
  add column reason text check (reason in ('demand','lawsuit','investigation','audit','preservation-letter','expected')),
  add column narrowed boolean not null default false,
  add column narrowed_series text[] check (${names('narrowed_series')}),
  add column narrowed_from date,
  add column narrowed_until date,
  add column ${salted('confirmed_salt')},
  add column ${salted('released_salt')},
  add constraint legal_holds_narrowed_range check (narrowed_from <= narrowed_until),
  add constraint legal_holds_narrowed check (case when narrowed then confirmed_at is not null
    else narrowed_series is null and narrowed_from is null and narrowed_until is null end);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'append only' using errcode = 'restrict_violation';
end $$;
create table hold_reviews (
  id uuid primary key,
  hold uuid not null references legal_holds,
  reviewed_at timestamptz not null,
  reviewed_by uuid not null,
  next_on date not null,
  ${salted('ledger_salt')} not null
);
create table hold_wordings (
  id uuid primary key,
  hold uuid not null references legal_holds,
  written_at timestamptz not null,
  written_by uuid not null,
  gag boolean not null,
  sentences jsonb not null check (jsonb_typeof(sentences) = 'object'),
  turn integer not null generated always as identity,
  ${salted('ledger_salt')} not null
);
create table hold_vendor_notices (
  id uuid primary key,
  hold uuid not null references legal_holds,
  vendor text not null check (vendor ~ '^[a-z0-9-]{1,60}$'),
  told_on date not null,
  marked_at timestamptz not null,
  marked_by uuid not null,
  ${salted('ledger_salt')} not null
);
${['hold_reviews', 'hold_wordings', 'hold_vendor_notices'].map(appendOnly).join('')}
`;
