export const name = '0006-outlive';

export const up = `
alter table status_lists add column spent bytea;
update status_lists set spent = decode(repeat('00', size / 8), 'hex');
alter table status_lists alter column spent set not null,
  add constraint status_lists_spent_whole check (octet_length(spent) * 8 = size);
`;
