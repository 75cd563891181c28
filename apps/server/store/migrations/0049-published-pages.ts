export const name = '0049-published-pages';

const WHOLE = 'truncate';
const ROW_CHANGES = ['update', 'delete'].join(' or ');

/** Pages of papers that anybody may look at. A publication names them by their digest; a row cannot be another picture than it says. */
export const up = `
create table published_pages (
  digest bytea primary key,
  demand uuid not null references demands(id),
  jpeg bytea not null check (octet_length(jpeg) between 100 and 4000000),
  constraint published_pages_digest check (digest = sha256(jpeg))
);
create trigger published_pages_append_only before ${ROW_CHANGES} on published_pages
  for each row execute function refuse_change();
create trigger published_pages_whole before ${WHOLE} on published_pages
  for each statement execute function refuse_change();
`;
