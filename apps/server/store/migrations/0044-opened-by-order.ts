export const name = '0044-opened-by-order';

/** Of a bundle, whether it holds a record that two officers opened under an order. */
export const up = `
alter table demand_productions add column by_order boolean not null default false;
`;
