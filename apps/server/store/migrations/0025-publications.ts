export const name = '0025-publications';

const WHOLE = 'truncate';
const ROW_CHANGES = ['update', 'delete'].join(' or ');

export const up = `
create table publications (
  id uuid primary key,
  turn integer not null generated always as identity unique,
  kind text not null check (kind in ('demand','report')),
  subject text not null,
  said text not null check (octet_length(said) between 2 and 400000),
  published_on date,
  asked_by uuid not null,
  published_by uuid,
  ledger_salt bytea check (octet_length(ledger_salt) = 32),
  constraint publications_two check (published_by <> asked_by),
  constraint publications_whole check (
    (published_by is null) = (published_on is null) and (published_by is null) = (ledger_salt is null)),
  constraint publications_waiting check (kind = 'report' or published_by is not null),
  constraint publications_subject check (case kind
    when 'demand' then subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    else subject ~ '^[0-9]{4}-H[12]$' end)
);
create index publications_newest on publications (kind, subject, turn desc);
create function publish_once() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or old.published_by is not null or new.published_by is null
    or (to_jsonb(old) - array['published_on','published_by','ledger_salt'])
      <> (to_jsonb(new) - array['published_on','published_by','ledger_salt']) then
    raise exception 'said once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger publications_once before ${ROW_CHANGES} on publications
  for each row execute function publish_once();
create trigger publications_whole before ${WHOLE} on publications
  for each statement execute function refuse_change();
`;
