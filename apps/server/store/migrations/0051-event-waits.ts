export const name = '0051-event-waits';

/**
 * Whoever waits for places of a full day: a code, and a lot that says who is offered them first. What an announced day was before it
 * was moved; its times move with it.
 */
export const up = `
create table event_waits (
  id uuid primary key,
  event uuid not null references event_days,
  tag bytea not null unique check (octet_length(tag) = 32),
  party smallint not null check (party between 1 and 10),
  wish smallint[] not null check (cardinality(wish) <= 96),
  state text not null check (state in ('waiting','offered','left')),
  ends_on date not null
);
create index event_waits_next on event_waits (event, id) where state = 'waiting';
create index event_waits_ending on event_waits (ends_on);
create table event_moves (
  event uuid not null references event_days,
  turn integer not null check (turn > 0),
  day date not null,
  opens smallint not null check (opens between 0 and 1440),
  place text not null check (char_length(place) between 1 and 80),
  address text not null check (char_length(address) between 1 and 160),
  primary key (event, turn)
);
alter table event_seats
  drop constraint event_seats_event_starts_fkey,
  add constraint event_seats_event_starts_fkey
    foreign key (event, starts) references event_times on update cascade;
`;
