export const name = '0002-holds';

export const up = `
create table legal_holds (
  id uuid primary key,
  series text check (series ~ '^[a-z0-9-]{1,60}$'),
  covers_from date,
  covers_until date,
  placed_at timestamptz not null,
  placed_by uuid not null,
  provisional_until timestamptz not null,
  confirmed_at timestamptz,
  confirmed_by uuid,
  release_asked_by uuid,
  released_at timestamptz,
  released_by uuid,
  ledger_salt bytea not null check (octet_length(ledger_salt) = 32),
  constraint legal_holds_range check (covers_from <= covers_until),
  constraint legal_holds_confirmed check ((confirmed_at is null) = (confirmed_by is null)),
  constraint legal_holds_released check ((released_at is null) = (released_by is null)),
  constraint legal_holds_two_release check (released_by is null or (release_asked_by is not null and release_asked_by <> released_by))
);
create table disposal_certificates (
  id uuid primary key,
  series text not null check (series ~ '^[a-z0-9-]{1,60}$'),
  due_through date not null,
  issued_on date not null,
  issued_by uuid not null,
  ledger_salt bytea not null check (octet_length(ledger_salt) = 32)
);
create table disposal_receipts (
  id uuid primary key,
  series text not null check (series ~ '^[a-z0-9-]{1,60}$'),
  destroyed_on date not null,
  count integer not null check (count > 0),
  authority text not null check (authority ~ '^[a-z0-9-]{1,60}$'),
  ledger_salt bytea not null check (octet_length(ledger_salt) = 32)
);
`;
