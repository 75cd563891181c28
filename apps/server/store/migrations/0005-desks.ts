export const name = '0005-desks';

export const up = `
create table desk_shifts (
  shift text primary key check (shift ~ '^[0-9a-f]{32}$'),
  opened_by uuid references staff_members,
  kid text not null unique check (kid ~ '^[A-Za-z0-9_-]{11}$'),
  public_x text not null check (public_x ~ '^[A-Za-z0-9_-]{43}$'),
  public_y text not null check (public_y ~ '^[A-Za-z0-9_-]{43}$'),
  certificate bytea not null,
  window_from timestamptz not null,
  window_until timestamptz not null,
  max_hours integer not null check (max_hours > 0),
  quota integer not null check (quota > 0),
  policy_version text not null check (policy_version ~ '^[0-9.]{1,20}$'),
  fees jsonb not null,
  statement_digest text check (statement_digest ~ '^[0-9a-f]{64}$'),
  head text check (head ~ '^[0-9a-f]{64}$'),
  counts jsonb,
  open_salt bytea not null check (octet_length(open_salt) = 32),
  close_salt bytea check (octet_length(close_salt) = 32),
  ends_on date not null,
  constraint desk_shifts_closed check ((statement_digest is null) = (head is null) and (head is null) = (counts is null)),
  constraint desk_shifts_tie check (statement_digest is null or opened_by is null)
);
create table shift_serials (
  serial text primary key check (serial ~ '^[0-9]{12}$'),
  shift text not null references desk_shifts,
  list integer not null references status_lists,
  place integer not null check (place >= 0),
  revoked boolean not null default false,
  slip_claims text[] not null default '{}' check (cardinality(slip_claims) <= 16),
  ends_on date not null,
  constraint shift_serials_place unique (list, place)
);
create index shift_serials_of on shift_serials (shift);
create table library_numbers (
  number text primary key check (number ~ '^[0-9]{14}$'),
  shift text references desk_shifts,
  used boolean not null,
  constraint library_numbers_used check (not used or shift is null)
);
create index library_numbers_of on library_numbers (shift);
create table desk_keys (
  kid text primary key check (kid ~ '^[A-Za-z0-9_-]{11}$'),
  certificate bytea not null,
  ends_on date not null
);
`;
