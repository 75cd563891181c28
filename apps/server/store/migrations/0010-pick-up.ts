export const name = '0010-pick-up';

/** Any open desk may hand a waiting card over, so no application is tied to one; that it was handed over is told once. */
export const up = `
drop index applications_at_desk;
alter table applications drop column pickup_shift;
create table hand_overs (
  record bytea primary key check (octet_length(record) = 32),
  shift bytea not null check (octet_length(shift) = 32),
  ends_on date not null
);
`;
