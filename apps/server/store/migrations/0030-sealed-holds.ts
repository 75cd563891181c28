export const name = '0030-sealed-holds';

/**
 * What a hold says is sealed under a key that the database never sees, and so is the first of the two people who put right
 * what was changed behind the service's back.
 */
export const up = `
alter table legal_holds
  add column seal bytea check (octet_length(seal) = 32),
  add column mend_asked_by uuid,
  add column mend_asked_seal bytea check (octet_length(mend_asked_seal) = 32),
  add constraint legal_holds_mend_asked check ((mend_asked_by is null) = (mend_asked_seal is null));
`;
