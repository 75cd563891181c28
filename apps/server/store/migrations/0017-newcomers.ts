export const name = '0017-newcomers';

export const up = `
create table evidence_places (
  staff_id uuid primary key references staff_members,
  place smallint not null unique check (place between 1 and 254)
);
insert into evidence_places (staff_id, place)
  select staff_id, place from (
    select staff_id, row_number() over (order by staff_id) as place from (select distinct staff_id from evidence_keys) as of_keys
  ) as placed where place <= 254;
alter table applications
  add column halves_placed boolean not null default false,
  add column given_boxes bytea,
  add column begun_pieces bytea,
  add column begun_masks bytea,
  add constraint applications_given check (given_boxes is null or dual_boxes is not null),
  add constraint applications_begun check ((begun_pieces is null) = (begun_masks is null));
alter table evidence_openings
  drop constraint evidence_openings_purpose_check,
  add constraint evidence_openings_purpose_check check (purpose in
    ('review','second-look','appeal','order','half-begun','half-finished'));
`;
