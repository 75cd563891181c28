export const name = '0040-days-and-names';

const salt = (column: string) => `add column ${column} bytea check (octet_length(${column}) = 32)`;

/**
 * Who signed that a question is needed, hidden in the leaf, and on which day a hold was put back. Rows from before their leaves said so
 * have neither.
 */
export const up = `
alter table question_reviews ${salt('by_salt')};
alter table legal_holds add column put_back_on date;
`;
