export const name = '0016-question-reviews';

const CHANGES = ['update', 'delete', 'truncate'].join(' or ');

export const up = `
create table question_reviews (
  id uuid primary key,
  question text not null check (question ~ '^[a-z0-9-]{1,60}$'),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  office text not null check (office in ('records-officer', 'law-officer')),
  signed_by uuid not null,
  signed_on date not null,
  ledger_salt bytea not null check (octet_length(ledger_salt) = 32)
);
create index question_reviews_latest on question_reviews (question, signed_on desc);
create trigger question_reviews_append_only before ${CHANGES} on question_reviews
  for each statement execute function refuse_change();
`;
