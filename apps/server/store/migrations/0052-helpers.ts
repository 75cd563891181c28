export const name = '0052-helpers';

/**
 * Places that a group of helpers got, in slips. No table says which bookings are a group's: whoever has the group's code can work their
 * codes out, and nobody else. Places that no group got go to everybody on the evening before, in the city's time; where they were made
 * already, as the day begins by UTC.
 */
export const up = `
create table event_blocks (
  id uuid primary key,
  event uuid not null references event_days,
  helper text not null check (char_length(helper) between 1 and 80),
  tag bytea not null unique check (octet_length(tag) = 32),
  slips smallint not null check (slips between 1 and 200),
  people smallint not null check (people between 1 and 2000),
  back smallint[] not null default '{}' check (cardinality(back) <= 200),
  returns_at timestamptz not null,
  withdrawn boolean not null default false,
  ends_on date not null
);
create index event_blocks_of on event_blocks (event);
create index event_blocks_ending on event_blocks (ends_on);
update event_seats set released_at = event_days.day::timestamp at time zone 'UTC'
  from event_days where event_days.id = event_seats.event and pool = 'helpers';
`;
