export const name = '0012-outcomes';

export const up = `
alter table applications
  add column review_keys text[] check (cardinality(review_keys) <= 200),
  add column face_asked boolean not null default false,
  drop constraint applications_state_check,
  add constraint applications_state_check check (state in
    ('draft','waiting','asked','second-look','approved','denied','appealed','lapsed','withdrawn'));
`;
