export const name = '0047-door';

/** The door of an event day: stations that call, and tickets that say nothing of who has them. They end the night after. */
export const up = `
create table event_doors (
  event uuid primary key references event_days,
  version integer not null check (version > 0),
  called integer not null check (called >= 0),
  people integer not null check (people >= 0),
  minutes integer not null check (minutes >= 0)
);
create table event_stations (
  event uuid not null references event_doors,
  station smallint not null check (station between 1 and 200),
  claim uuid not null,
  press integer not null check (press >= 0),
  open boolean not null,
  primary key (event, station)
);
create table event_tickets (
  id uuid primary key,
  event uuid not null references event_doors,
  number smallint not null check (number between 1 and 9999),
  tag bytea not null unique check (octet_length(tag) = 32),
  party smallint not null check (party between 1 and 10),
  state text not null check (state in ('waiting','called','served','missed','back')),
  place smallint not null check (place between 1 and 9999),
  missed smallint not null default 0 check (missed >= 0),
  turn integer not null default 0 check (turn >= 0),
  calls smallint not null default 0 check (calls >= 0),
  station smallint check (station between 1 and 200),
  called_at timestamptz check (called_at = date_trunc('minute', called_at, 'UTC')),
  ends_on date not null,
  unique (event, number),
  constraint event_tickets_at_station check ((state = 'called') = (station is not null)),
  constraint event_tickets_called check ((state = 'called') = (called_at is not null))
);
create unique index event_tickets_one_at_a_time on event_tickets (event, station) where station is not null;
create index event_tickets_next on event_tickets (event, place, turn, number) where state = 'waiting';
create index event_tickets_ending on event_tickets (ends_on);
`;
