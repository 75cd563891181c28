export const name = '0032-inside-numbers';

/**
 * Numbers of matters stay inside: the leaf of an arrival commits to its number under a salt, so that whoever is shown the leaf's
 * opening does not read how many there were before it. Rows from before have none, and their leaves say the number.
 */
export const up = `
alter table demands add column matter_salt bytea check (octet_length(matter_salt) = 32);
alter table track_matters add column number_salt bytea check (octet_length(number_salt) = 32);
`;
