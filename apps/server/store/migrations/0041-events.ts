export const name = '0041-events';

const minute = (column: string) => `${column} smallint not null check (${column} between 0 and 1440)`;
const share = (column: string) => `${column} smallint not null check (${column} between 0 and 100)`;
const REASONS = "'safety','weather','machines','staff','place','full'";
const ACCESS =
  "'step-free','seats','toilets','accessible-toilet','parking','quiet-room','children','hearing-loop','sign-language'";

/** Event days, their times and places, and who has booked: a code. A place is one row, so that it cannot be booked twice. */
export const up = `
create table event_days (
  id uuid primary key,
  mark text not null unique check (mark ~ '^[0-9A-HJKMNP-TV-Z]{6}$'),
  version integer not null check (version > 0),
  state text not null check (state in ('announced','stopped','cancelled','over')),
  reason text check (reason in (${REASONS})),
  day date not null,
  ${minute('opens')},
  ${minute('closes')},
  place text not null check (char_length(place) between 1 and 80),
  address text not null check (char_length(address) between 1 and 160),
  access text[] not null check (access <@ array[${ACCESS}]),
  languages text[] not null check (cardinality(languages) between 1 and 40),
  stations smallint not null check (stations between 1 and 200),
  printers smallint not null check (printers between 1 and 200),
  slot_minutes smallint not null check (slot_minutes between 5 and 240),
  ${share('walk_in_share')},
  ${share('helper_share')},
  releases smallint[] not null check (cardinality(releases) between 1 and 5),
  constraint event_days_hours check (opens < closes),
  constraint event_days_shares check (walk_in_share + helper_share <= 100),
  constraint event_days_reason check ((state in ('stopped','cancelled')) = (reason is not null))
);
create index event_days_by_day on event_days (day);
create table event_times (
  event uuid not null references event_days,
  ${minute('starts')},
  walk_ins smallint not null check (walk_ins >= 0),
  primary key (event, starts)
);
create table event_bookings (
  id uuid primary key,
  event uuid not null references event_days,
  tag bytea not null unique check (octet_length(tag) = 32),
  party smallint not null check (party between 1 and 10),
  state text not null check (state in ('kept','booked','cancelled','came')),
  ends_on date not null
);
create index event_bookings_of on event_bookings (event);
create index event_bookings_ending on event_bookings (ends_on);
create table event_seats (
  event uuid not null,
  starts smallint not null,
  seat smallint not null check (seat > 0),
  pool text not null check (pool in ('open','helpers','withdrawn')),
  released_at timestamptz not null,
  booking uuid references event_bookings on delete set null,
  kept_until timestamptz,
  primary key (event, starts, seat),
  foreign key (event, starts) references event_times
);
create index event_seats_booked on event_seats (booking) where booking is not null;
`;
