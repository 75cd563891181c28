export const name = '0056-event-manager';

const count = (column: string) => `${column} integer not null default 0 check (${column} >= 0)`;
const said = (column: string, most: number) => `${column} smallint check (${column} between 0 and ${most})`;

/**
 * What whoever runs an event day sees of it, and how it is closed: durations by their lengths, counts by the half-hour, what stations say
 * of cards and ribbons, and sums of what desks reported.
 */
export const up = `
alter table event_doors add column paces integer[] not null default '{0,0,0,0,0,0,0,0,0,0,0}'
  check (cardinality(paces) = 11 and 0 <= all (paces));
alter table event_stations
  add column ${count('spoiled')},
  add column ${said('cards', 9999)},
  add column ${said('ribbons', 999)},
  add column ${said('told_at', 1440)},
  add constraint event_stations_told check (num_nulls(cards, ribbons, told_at) in (0, 3));
create table event_halves (
  event uuid not null references event_doors,
  half smallint not null check (half between 0 and 1410 and half % 30 = 0),
  ${count('came')},
  ${count('called')},
  ${count('served')},
  ends_on date not null,
  primary key (event, half)
);
create index event_halves_ending on event_halves (ends_on);
create table event_closings (
  event uuid not null references event_days,
  turn smallint not null check (turn > 0),
  closed_on date not null,
  desks smallint not null check (desks >= 0),
  missing smallint not null check (missing >= 0),
  shifts text not null check (shifts ~ '^[0-9a-f]{64}$'),
  counts jsonb not null,
  ledger_salt bytea not null check (octet_length(ledger_salt) = 32),
  ends_on date not null,
  primary key (event, turn)
);
create index event_closings_ending on event_closings (ends_on);
alter table desk_shifts add column event uuid references event_days,
  add constraint desk_shifts_event check (event is null or statement_digest is not null);
`;
