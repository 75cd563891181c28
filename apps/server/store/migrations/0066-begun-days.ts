export const name = '0066-begun-days';

/**
 * Whether a day had begun when it was cancelled: then desks worked on it, and it is closed like any other. Of days that were cancelled
 * before, those that gave numbers had.
 */
export const up = `
alter table event_days
  add column begun boolean not null default false,
  add constraint event_days_begun check (not begun or state = 'cancelled');
update event_days set begun = true
  where state = 'cancelled' and exists (select from event_doors where event_doors.event = event_days.id);
`;
