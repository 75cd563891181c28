export const name = '0050-event-contacts';

/** Whoever has a place at an event day can be told of it: that there is news for a code. Where they are told lies sealed elsewhere. */
export const up = `
create table event_contacts (
  id uuid primary key,
  event uuid not null references event_days,
  tag bytea unique check (octet_length(tag) = 32),
  about text not null check (about in ('changed','drawn','say-yes','offered')),
  news integer not null default 0 check (news >= 0),
  told integer not null default 0 check (told between 0 and news),
  trying integer check (trying between told and news),
  due_at timestamptz,
  tries smallint not null default 0 check (tries between 0 and 20),
  again smallint not null default 0 check (again >= 0),
  reminded boolean not null default false,
  ends_on date not null,
  constraint event_contacts_due check ((news > told) = (due_at is not null)),
  constraint event_contacts_used check (tag is not null or news = told)
);
create index event_contacts_of on event_contacts (event);
create index event_contacts_due_at on event_contacts (due_at) where due_at is not null;
create index event_contacts_ending on event_contacts (ends_on);
alter table vault_records
  drop constraint vault_records_matter,
  drop constraint vault_records_kind_check,
  add constraint vault_records_kind_check check (
    kind in ('draft','piece','papers','card','contact','review-box','request','process','counsel','event-contact')),
  add constraint vault_records_matter check (
    (kind in ('request','process','counsel','event-contact')) = (matter is not null));
`;
