export const name = '0007-desk-keys';

export const up = `
alter table desk_keys add column salt bytea check (octet_length(salt) = 32);
update desk_keys k set salt = s.open_salt from desk_shifts s where s.kid = k.kid;
alter table desk_shifts
  drop column open_salt,
  drop constraint desk_shifts_tie,
  add column worked_on date,
  alter column kid drop not null,
  alter column public_x drop not null,
  alter column public_y drop not null,
  alter column certificate drop not null,
  alter column window_from drop not null,
  alter column window_until drop not null,
  alter column max_hours drop not null;
update desk_shifts set worked_on = (window_from at time zone 'UTC')::date, opened_by = null, kid = null, public_x = null,
  public_y = null, certificate = null, window_from = null, window_until = null, max_hours = null
  where statement_digest is not null;
alter table desk_shifts
  add constraint desk_shifts_tie check (statement_digest is null or
    num_nonnulls(opened_by, kid, public_x, public_y, certificate, window_from, window_until, max_hours) = 0),
  add constraint desk_shifts_open check (statement_digest is not null or
    num_nulls(kid, public_x, public_y, certificate, window_from, window_until, max_hours) = 0),
  add constraint desk_shifts_day check ((statement_digest is null) = (worked_on is null));
create table distrusted_keys (
  kid text primary key check (kid ~ '^[A-Za-z0-9_-]{11}$'),
  since_month text not null check (since_month ~ '^[0-9]{4}-[0-9]{2}$'),
  ledger_salt bytea not null check (octet_length(ledger_salt) = 32)
);
`;
