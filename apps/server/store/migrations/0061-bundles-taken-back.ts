export const name = '0061-bundles-taken-back';

const WHOLE = 'truncate';
const EITHER = ['update', 'delete'].join(' or ');
const salt = (column: string) => `${column} bytea check (octet_length(${column}) = 32)`;

/**
 * A bundle that does not go out: one says why, another agrees, and the row of the bundle stays. From the first word on it cannot
 * go out, and of what went out nothing is taken back, whatever a service says.
 */
export const up = `
create table demand_bundles_back (
  id uuid primary key,
  production uuid not null unique references demand_productions,
  reason text not null check (
    reason in ('wrong-file','wrong-recipient','sealed-twice','counts-wrong','passphrase-lost','order-changed')),
  turn integer not null generated always as identity unique,
  proposed_on date not null,
  proposed_by uuid not null,
  decided_on date,
  decided_by uuid,
  ${salt('by_salt')},
  ${salt('ledger_salt')},
  constraint demand_bundles_back_two check (decided_by <> proposed_by),
  constraint demand_bundles_back_decided check (
    num_nonnulls(decided_by, decided_on, by_salt, ledger_salt) in (0, 4))
);
create function only_what_waits() returns trigger language plpgsql as $$
begin
  perform from demand_productions where id = new.production and decided_by is null for update;
  if not found then
    raise exception 'went out' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create function not_what_comes_back() returns trigger language plpgsql as $$
begin
  if exists (select from demand_bundles_back where production = new.id) then
    raise exception 'taken back' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger demand_bundles_back_waiting before insert on demand_bundles_back
  for each row execute function only_what_waits();
create trigger demand_bundles_back_second before ${EITHER} on demand_bundles_back
  for each row execute function keep_second_word();
create trigger demand_bundles_back_whole before ${WHOLE} on demand_bundles_back
  for each statement execute function refuse_change();
create trigger demand_productions_stay before update on demand_productions
  for each row execute function not_what_comes_back();
`;
