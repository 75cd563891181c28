export const name = '0024-legal-notices';

const salt = (column: string) => `${column} bytea check (octet_length(${column}) = 32)`;

/** What two officers decided, under the same rules in both tables. */
const decided = (table: string) => `
  id uuid primary key,
  hold uuid not null references legal_holds,
  basis text not null check (basis in ('no-order-forbids','order-ended','court-allows','law-requires')),
  after_gag boolean not null,
  asked_at timestamptz not null,
  asked_by uuid not null,
  agreed_at timestamptz,
  agreed_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  ${salt('ledger_salt')},
  ${salt('by_salt')},
  ${salt('ended_salt')},
  constraint ${table}_two check (agreed_by <> asked_by),
  constraint ${table}_agreed check (num_nonnulls(agreed_at, agreed_by, ledger_salt, by_salt) in (0, 4)),
  constraint ${table}_ended check ((ended_at is null) = (ended_by is null)),
  constraint ${table}_ended_salt check ((ended_salt is null) = (ended_at is null or agreed_at is null))`;

/** Notice to those whose records a hold takes: to those who chose it by message, to everybody else on a page. */
export const up = `
create table hold_notices (${decided('hold_notices')},
  told integer not null default 0 check (told >= 0),
  constraint hold_notices_told check (told = 0 or agreed_at is not null)
);
create unique index hold_notices_one on hold_notices (hold) where ended_at is null;
create table public_notices (${decided('public_notices')},
  sentences jsonb not null check (jsonb_typeof(sentences) = 'object'),
  from_on date not null,
  until_on date not null,
  constraint public_notices_days check (from_on < until_on)
);
create index public_notices_of on public_notices (hold);
alter table notices
  add column about uuid references hold_notices,
  add column contact uuid,
  add column done boolean not null default false,
  add constraint notices_about check ((about is null) = (contact is null) and (about is not null or not done));
create unique index notices_once on notices (about, contact) where about is not null;
`;
