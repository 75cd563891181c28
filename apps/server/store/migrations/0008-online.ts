export const name = '0008-online';

export const up = `
create table applications (
  id uuid primary key,
  reference text not null unique check (reference ~ '^[0-9A-HJKMNP-TV-Z]{8}$'),
  state text not null check (state in ('draft','waiting','asked','second-look','approved','denied','appealed','withdrawn')),
  policy_version text not null check (policy_version ~ '^[0-9.]{1,20}$'),
  tag bytea not null unique check (octet_length(tag) = 32),
  code_box bytea not null check (octet_length(code_box) <= 400),
  next_tag bytea unique check (octet_length(next_tag) = 32),
  next_code_box bytea check (octet_length(next_code_box) <= 400),
  share_commitment bytea check (octet_length(share_commitment) = 32),
  dual_boxes bytea,
  waiting_since timestamptz check (waiting_since = date_trunc('hour', waiting_since, 'UTC')),
  reserved_by uuid references staff_members,
  reserved_until timestamptz,
  first_reviewer uuid references staff_members,
  first_verdict text check (first_verdict in ('approve', 'deny')),
  unmet text[] not null default '{}' check (cardinality(unmet) <= 20),
  decided_on date,
  appeal_until date,
  pickup_shift text references desk_shifts,
  ends_on date not null,
  constraint applications_next_code check ((next_tag is null) = (next_code_box is null)),
  constraint applications_reserved check ((reserved_by is null) = (reserved_until is null)),
  constraint applications_queue check ((state in ('waiting','second-look','appealed')) = (waiting_since is not null))
);
create index applications_at_desk on applications (pickup_shift) where pickup_shift is not null;
create index applications_waiting on applications (waiting_since) where waiting_since is not null;
create table vault_records (
  id uuid primary key,
  application uuid not null references applications,
  kind text not null check (kind in ('draft','piece','papers','card','contact','review-box')),
  series text not null check (series ~ '^[a-z0-9-]{1,60}$'),
  epoch text not null check (epoch ~ '^[a-z0-9.:-]{1,120}$'),
  slot integer not null check (slot >= 0),
  sealed bytea,
  blob text check (blob ~ '^[0-9a-f]{32}$'),
  ends_on date not null,
  tombstoned_on date,
  because text check (because ~ '^[a-z-]{1,40}$'),
  constraint vault_records_slot unique (epoch, slot),
  constraint vault_records_bytes check (num_nonnulls(sealed, blob) = 1),
  constraint vault_records_intent check ((tombstoned_on is null) = (because is null))
);
create index vault_records_of on vault_records (application);
create index vault_records_due on vault_records (ends_on);
create index vault_records_ending on vault_records (tombstoned_on) where tombstoned_on is not null;
create table portal_sessions (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  application uuid not null references applications,
  box bytea not null check (octet_length(box) <= 400),
  shared_device boolean not null,
  helper boolean not null,
  ends_at timestamptz not null
);
create index portal_sessions_of on portal_sessions (application);
create table portal_switches (
  id uuid primary key,
  suspended boolean not null,
  set_by uuid not null references staff_members,
  set_at timestamptz not null
);
create table evidence_keys (
  credential_id text primary key references staff_passkeys,
  staff_id uuid not null references staff_members,
  public_key text not null unique check (public_key ~ '^[A-Za-z0-9_-]{87}$'),
  wrapped bytea not null check (octet_length(wrapped) <= 400),
  active boolean not null
);
create index evidence_keys_of on evidence_keys (staff_id);
create table evidence_openings (
  id uuid primary key,
  staff_id uuid not null references staff_members,
  purpose text not null check (purpose in ('review','second-look','appeal','order')),
  opened_at timestamptz not null,
  ends_on date not null
);
create table review_counts (
  month text primary key check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  decided integer not null check (decided >= 0),
  second_looks integer not null check (second_looks >= 0),
  disagreed integer not null check (disagreed >= 0)
);
`;
