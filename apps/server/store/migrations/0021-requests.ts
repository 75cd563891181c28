export const name = '0021-requests';

const CHANGES = ['update', 'delete', 'truncate'].join(' or ');
const salt = 'ledger_salt bytea not null check (octet_length(ledger_salt) = 32)';
const word = (column: string) => `text check (${column} ~ '^[a-z0-9-]{1,40}$')`;
const CLASSES =
  "'demands','schedules','contracts','counts','policies','messages','staff','spending','applications','papers','pictures','cards','other'";

/** Public-records requests and their steps; sealed records that hang on a matter and on no application; calendar feeds. */
export const up = `
alter table vault_records
  alter column application drop not null,
  add column matter uuid,
  drop constraint vault_records_kind_check,
  add constraint vault_records_kind_check
    check (kind in ('draft','piece','papers','card','contact','review-box','request','demand')),
  add constraint vault_records_hangs_on check (num_nonnulls(application, matter) = 1),
  add constraint vault_records_matter check ((kind in ('request','demand')) = (matter is not null));
create index vault_records_of_matter on vault_records (matter) where matter is not null;
create table record_requests (
  id uuid primary key,
  number text not null unique check (number ~ '^[0-9]{4}-[0-9]{1,6}$'),
  received_on date not null,
  requester text not null check (requester in ('ordinary','commercial','recurrent')),
  classes text[] not null check (cardinality(classes) between 1 and 13 and classes <@ array[${CLASSES}]),
  reply_by date not null,
  sealed uuid not null,
  logged_on date not null,
  logged_by uuid not null,
  ${salt},
  constraint record_requests_days check (received_on <= logged_on and received_on < reply_by)
);
create table record_request_steps (
  id uuid primary key,
  request uuid not null references record_requests,
  place smallint not null check (place between 1 and 1000),
  step text not null check (step in ('extended','scoped','exempted','redacted','opened','prepared','issued','withdrawn','review-asked','review-answered')),
  moved_on date not null,
  moved_by uuid not null,
  reason ${word('reason')},
  due_on date,
  letter text check (letter in ('extension','no-records','undetermined','denied','granted','granted-in-part')),
  exemption ${word('exemption')},
  class text check (class in (${CLASSES})),
  places integer check (places > 0),
  scope_digest text check (scope_digest ~ '^[0-9a-f]{64}$'),
  findings jsonb,
  sealed uuid,
  ${salt},
  constraint record_request_steps_once unique (request, place),
  constraint record_request_steps_extended check ((step = 'extended') = (reason is not null)),
  constraint record_request_steps_due check ((step in ('extended','review-asked')) = (due_on is not null)),
  constraint record_request_steps_letter check ((step in ('extended','prepared','issued')) = (letter is not null)),
  constraint record_request_steps_extension check (step not in ('prepared','issued') or letter <> 'extension'),
  constraint record_request_steps_class check ((step in ('exempted','redacted')) = (exemption is not null and class is not null)),
  constraint record_request_steps_places check ((step = 'redacted') = (places is not null)),
  constraint record_request_steps_findings check ((scope_digest is null) = (findings is null))
);
create unique index record_request_steps_one_extension on record_request_steps (request) where step = 'extended';
create unique index record_request_steps_one_answer on record_request_steps (request) where step in ('issued','withdrawn');
create table calendar_feeds (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  staff_id uuid not null references staff_members,
  ends_at timestamptz not null
);
create index calendar_feeds_of on calendar_feeds (staff_id);
${['record_requests', 'record_request_steps']
  .map(
    (table) => `
create trigger ${table}_append_only before ${CHANGES} on ${table}
  for each statement execute function refuse_change();`,
  )
  .join('')}
`;
