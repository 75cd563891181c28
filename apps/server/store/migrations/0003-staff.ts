export const name = '0003-staff';

export const up = `
create table staff_members (
  id uuid primary key,
  called text not null check (char_length(called) between 1 and 60),
  left_on date
);
create table staff_roles (
  staff_id uuid not null references staff_members,
  role text not null check (role ~ '^[a-z-]{1,40}$'),
  active boolean not null,
  primary key (staff_id, role)
);
create table staff_passkeys (
  credential_id text primary key check (credential_id ~ '^[A-Za-z0-9_-]+$' and char_length(credential_id) between 16 and 1400),
  staff_id uuid not null references staff_members,
  public_key bytea not null,
  sign_count bigint not null check (sign_count >= 0),
  synced boolean not null,
  added_on date not null,
  active boolean not null
);
create index staff_passkeys_of on staff_passkeys (staff_id);
create table staff_invites (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  staff_id uuid not null references staff_members,
  ends_at timestamptz not null
);
create table staff_sessions (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  staff_id uuid not null references staff_members,
  origin text not null check (origin in ('staff', 'desk')),
  seen_at timestamptz not null,
  fresh_at timestamptz not null,
  ends_at timestamptz not null
);
create index staff_sessions_of on staff_sessions (staff_id);
create table staff_challenges (
  challenge text primary key check (challenge ~ '^[A-Za-z0-9_-]{43}$'),
  purpose text not null check (purpose in ('sign-in', 'register')),
  subject text,
  ends_at timestamptz not null
);
create table approvals (
  id uuid primary key,
  action text not null check (action ~ '^[a-z-]{1,60}$'),
  action_hash text not null check (action_hash ~ '^[0-9a-f]{64}$'),
  subject uuid not null references staff_members,
  asked_by uuid not null references staff_members,
  approved_by uuid references staff_members,
  alone boolean not null default false,
  used boolean not null default false,
  ends_at timestamptz not null,
  constraint approvals_two_people check (approved_by is null or alone or approved_by <> asked_by)
);
`;
