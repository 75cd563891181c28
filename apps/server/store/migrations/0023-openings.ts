export const name = '0023-openings';

const CHANGES = ['update', 'delete', 'truncate'].join(' or ');
const salt = (column: string) => `add column ${column} bytea check (octet_length(${column}) = 32)`;

/**
 * Salts for what could never be shown before: beside the row that an entry speaks of, or, where none may say it, in a table of
 * their own; who acted, under a second salt; what a certificate covers; on which certificate something ended.
 */
export const up = `
create table ledger_openings (
  salt bytea primary key check (octet_length(salt) = 32),
  kind text not null check (kind in ('role-changed', 'approved', 'card-revoked')),
  what text not null check (what ~ '^[a-z][a-z-]{0,39}$'),
  yes boolean,
  month text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  constraint ledger_openings_yes check ((kind = 'card-revoked') = (yes is null))
);
create trigger ledger_openings_append_only before ${CHANGES} on ledger_openings
  for each statement execute function refuse_change();
alter table evidence_openings ${salt('ledger_salt')}, ${salt('by_salt')},
  add constraint evidence_openings_salts check ((ledger_salt is null) = (by_salt is null));
alter table portal_switches ${salt('ledger_salt')}, ${salt('by_salt')},
  add constraint portal_switches_salts check ((ledger_salt is null) = (by_salt is null));
alter table certificate_steps ${salt('by_salt')};
alter table legal_holds ${salt('released_by_salt')}, ${salt('put_back_salt')};
alter table certificates
  add column records_dates text check (records_dates in ('held', 'reckoned', 'not-kept')),
  add column records_from date,
  add column records_through date,
  add constraint certificates_dates check (
    coalesce(records_dates in ('held', 'reckoned'), false) = (records_from is not null)
    and (records_from is null) = (records_through is null)
    and (records_from is null or records_from <= records_through)
  );
alter table disposal_receipts
  add column under text check (under in ('schedule', 'certificate')),
  add column certificate uuid references certificates,
  add constraint disposal_receipts_under check ((under is not distinct from 'certificate') = (certificate is not null));
`;
