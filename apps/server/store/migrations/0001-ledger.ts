export const name = '0001-ledger';

export const up = `
create table ledger_unsequenced (
  commitment bytea primary key check (octet_length(commitment) = 32)
);
create table ledger_leaves (
  leaf_index bigint primary key check (leaf_index >= 0),
  commitment bytea not null unique check (octet_length(commitment) = 32)
);
create table ledger_checkpoints (
  tree_size bigint primary key check (tree_size >= 0),
  slot timestamptz not null unique,
  frontier bytea not null check (octet_length(frontier) % 32 = 0),
  note text
);
`;
