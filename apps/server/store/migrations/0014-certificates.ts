export const name = '0014-certificates';

const series = "text not null check (series ~ '^[a-z0-9-]{1,60}$')";
const salt = 'ledger_salt bytea not null check (octet_length(ledger_salt) = 32)';
const number = (column: string) => `text check (${column} ~ '^[A-Za-z0-9./-]{1,30}$')`;

/** A city's own rows that a certificate may list. */
const LISTED = ['vault_records', 'applications', 'cards', 'desk_shifts'];
const CHANGES = ['update', 'delete', 'truncate'].join(' or ');
const APPEND_ONLY = ['certificates', 'certificate_steps', 'disposal_certificates'];

export const up = `
create function keep_certificates() returns trigger language plpgsql as $$
begin
  raise exception 'append only' using errcode = 'restrict_violation';
end $$;
create table certificates (
  id uuid primary key,
  series ${series},
  application_no ${number('application_no')} not null,
  item_no ${number('item_no')} not null,
  due_from date not null,
  due_through date not null,
  volume integer not null check (volume > 0),
  method text not null check (method in ('keys-destroyed','rows-deleted','keys-and-rows')),
  constraint certificates_span check (due_from <= due_through)
);
create table certificate_steps (
  id uuid primary key,
  certificate uuid not null references certificates,
  place smallint not null check (place between 1 and 20),
  step text not null check (step in ('drafted','filed','received','destroyed','witnessed','proved','withdrawn','denied')),
  moved_on date not null,
  moved_by uuid not null,
  disposal_on date,
  approved_on date,
  reference ${number('reference')},
  destroyed integer check (destroyed > 0),
  stayed integer check (stayed >= 0),
  ${salt},
  constraint certificate_steps_once unique (certificate, place),
  constraint certificate_steps_first check ((step = 'drafted') = (place = 1)),
  constraint certificate_steps_filed check ((step = 'filed') = (disposal_on is not null)),
  constraint certificate_steps_received check ((step = 'received') = (approved_on is not null)),
  constraint certificate_steps_destroyed check ((step = 'destroyed') = (destroyed is not null))
);
alter table disposal_certificates
  add column due_from date,
  add column opens_on date,
  add constraint disposal_certificates_paper check (
    due_from is not null and opens_on is not null and due_from <= due_through) not valid,
  add constraint disposal_certificates_of foreign key (id) references certificates not valid;
${LISTED.map(
  (table) => `
alter table ${table} add column disposal_certificate uuid references certificates deferrable initially deferred;
create index ${table}_certified on ${table} (disposal_certificate) where disposal_certificate is not null;`,
).join('')}
${APPEND_ONLY.map(
  (table) => `
create trigger ${table}_append_only before ${CHANGES} on ${table}
  for each statement execute function keep_certificates();`,
).join('')}
`;
