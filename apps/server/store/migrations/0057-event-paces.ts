export const name = '0057-event-paces';

/** How long people sat at stations, by lengths, moves out of the row of the door: that stays, and this ends a year after its day. */
export const up = `
-- The day that clocks are put back has twenty-five hours.
alter table event_halves drop constraint event_halves_half_check;
alter table event_halves add constraint event_halves_of_day check (half between 0 and 1470 and half % 30 = 0);
alter table event_doors drop column paces;
create table event_paces (
  event uuid primary key references event_doors,
  day date not null,
  paces integer[] not null check (cardinality(paces) = 11 and 0 <= all (paces)),
  ends_on date not null
);
create index event_paces_newest on event_paces (day);
create index event_paces_ending on event_paces (ends_on);
`;
