export const name = '0009-notices';

/** Who is to be told that there is news, and from when on: not what news, not where, not how. */
export const up = `
create table notices (
  id uuid primary key,
  application uuid not null references applications,
  due_at timestamptz not null check (due_at = date_trunc('hour', due_at, 'UTC')),
  tries smallint not null default 0 check (tries between 0 and 20),
  ends_on date not null
);
create index notices_due on notices (due_at);
create index notices_of on notices (application);
`;
