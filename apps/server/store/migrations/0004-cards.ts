export const name = '0004-cards';

export const up = `
create table status_lists (
  list integer primary key check (list > 0),
  size integer not null check (size > 0 and size % 8 = 0),
  withheld bytea not null,
  constraint status_lists_whole check (octet_length(withheld) * 8 = size)
);
create table cards (
  serial text primary key check (serial ~ '^[0-9]{12}$'),
  list integer not null references status_lists,
  place integer not null check (place >= 0),
  issue_month text not null check (issue_month ~ '^[0-9]{4}-[0-9]{2}$'),
  expiry_month text check (expiry_month ~ '^[0-9]{4}-[0-9]{2}$'),
  status text not null check (status in ('current', 'revoked')),
  policy_version text not null check (policy_version ~ '^[0-9.]{1,20}$'),
  slip_hash text check (slip_hash ~ '^[0-9a-f]{64}$'),
  ends_on date not null,
  constraint cards_place unique (list, place)
);
create index cards_ending on cards (ends_on);
`;
