export const name = '0046-statistics';

const CHANGES = ['update', 'delete'].join(' or ');
const WHOLE = 'truncate';

const appendOnly = (table: string) => `
create trigger ${table}_append_only before ${CHANGES} on ${table}
  for each row execute function refuse_change();
create trigger ${table}_whole before ${WHOLE} on ${table}
  for each statement execute function refuse_change();`;

export const up = `
create table statistics_imports (
  turn integer primary key check (turn > 0),
  history text not null check (octet_length(history) between 2 and 400000),
  imported_on date not null,
  ledger_salt bytea not null check (octet_length(ledger_salt) = 32)
);
create table statistics_releases (
  release integer primary key check (release > 0),
  said text not null check (octet_length(said) between 2 and 400000),
  counted text not null check (octet_length(counted) between 2 and 400000),
  counted_salt bytea not null check (octet_length(counted_salt) = 32),
  published_on date not null,
  ledger_salt bytea not null check (octet_length(ledger_salt) = 32)
);
${appendOnly('statistics_imports')}
${appendOnly('statistics_releases')}
`;
