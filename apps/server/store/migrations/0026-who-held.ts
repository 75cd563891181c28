export const name = '0026-who-held';

const CHANGES = ['update', 'delete', 'truncate'].join(' or ');
const salt = (column: string) => `add column ${column} bytea check (octet_length(${column}) = 32)`;

/**
 * Who placed and who confirmed a hold, hidden in its leaves; holds whose words an old copy of the database may have lost;
 * under which certificate a destruction began; what every status list that was ever signed committed to.
 */
export const up = `
alter table legal_holds ${salt('placed_by_salt')}, ${salt('confirmed_by_salt')},
  add column words_lost_after integer,
  add column words_lost_at timestamptz,
  add constraint legal_holds_words_lost check ((words_lost_after is null) = (words_lost_at is null));
update legal_holds set words_lost_after = 0, words_lost_at = now() where put_back_salt is not null;
alter table disposals_begun
  add column under text check (under in ('schedule', 'certificate')),
  add column certificate uuid references certificates,
  add constraint disposals_begun_under check ((under is not distinct from 'certificate') = (certificate is not null));
create table status_lists_published (
  ledger_salt bytea primary key check (octet_length(ledger_salt) = 32),
  list integer not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  said_on date not null
);
create trigger status_lists_published_append_only before ${CHANGES} on status_lists_published
  for each statement execute function refuse_change();
`;
