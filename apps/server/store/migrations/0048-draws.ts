export const name = '0048-draws';

/** Days whose places are drawn: the seed is promised before anybody enters, and whoever enters has a code and no more. */
export const up = `
create table event_draws (
  event uuid primary key references event_days,
  closes_at timestamptz not null,
  seed bytea not null check (octet_length(seed) = 32),
  drawn_on date,
  entered integer check (entered >= 0),
  people integer check (people >= 0),
  won integer check (won >= 0),
  constraint event_draws_done check (num_nulls(drawn_on, entered, people, won) in (0, 4))
);
create table event_entries (
  id uuid primary key,
  event uuid not null references event_draws,
  tag bytea not null unique check (octet_length(tag) = 32),
  party smallint not null check (party between 1 and 10),
  wish smallint[] not null check (cardinality(wish) <= 96),
  withdrawn boolean not null,
  rank integer check (rank > 0),
  given smallint check (given between 0 and 1440),
  ends_on date not null
);
create index event_entries_of on event_entries (event);
create index event_entries_ending on event_entries (ends_on);
`;
