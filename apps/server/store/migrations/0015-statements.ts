export const name = '0015-statements';

export const up = `
create table public_statements (
  statement_no bigint generated always as identity primary key,
  kind text not null check (kind ~ '^[a-z-]{1,40}$'),
  subject text not null check (subject ~ '^[A-Za-z0-9._:/-]{1,200}$'),
  digest text not null check (digest ~ '^[A-Za-z0-9_-]{11,128}$'),
  said_on date not null,
  ledger_salt bytea not null check (octet_length(ledger_salt) = 32)
);
create index public_statements_latest on public_statements (kind, subject, statement_no desc);
create table disposals_begun (
  id uuid primary key,
  series text not null,
  begun_on date not null,
  count integer not null check (count > 0),
  authority text not null,
  taken_back boolean not null,
  ledger_salt bytea not null check (octet_length(ledger_salt) = 32)
);
alter table status_lists
  add column published_digest text,
  add column published_on date,
  add column published_salt bytea check (octet_length(published_salt) = 32);
alter table vault_records add column set_aside_on date;
`;
