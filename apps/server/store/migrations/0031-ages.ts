export const name = '0031-ages';

/**
 * How old the vault was when a record came, and from which age on a hold over past days leaves records out, both as the key process
 * said it. Counted with what an answer to a demand counts, so it stands in the same indexes.
 */
export const up = `
alter table legal_holds add column from_age integer check (from_age > 0);
alter table vault_records add column age integer check (age >= 0);
alter table applications add column age integer check (age >= 0);
drop index vault_records_of;
create index vault_records_of on vault_records (application, series, ends_on) include (age);
drop index applications_told;
create index applications_told on applications (id) include (state, decided_on, ends_on, age);
`;
