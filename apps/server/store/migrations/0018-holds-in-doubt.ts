export const name = '0018-holds-in-doubt';

export const up = `
alter table legal_holds add column placed_in_doubt boolean not null default false;
`;
