export const name = '0036-once-alone';

/** A set of boxes: `"CKS1" | u8 size`, then places of 8 bytes that name a key, and its box. Places that nobody has are zeros. */
const NAMES = `select substring(dual_boxes from 6 + at * (8 + get_byte(dual_boxes, 4)) for 8) as named
  from generate_series(0, (length(dual_boxes) - 5) / (8 + get_byte(dual_boxes, 4)) - 1) as at`;

/**
 * Whether one person ever had both halves of what a file's share was split into. Of what is there already the boxes tell: a key
 * that is named twice opens both.
 */
export const up = `
alter table applications
  add column once_alone boolean not null default false,
  add constraint applications_once_alone check (not once_alone or dual_boxes is not null);
update applications set once_alone = true
  where dual_boxes is not null and exists (
    select 1 from (${NAMES}) as places where named <> decode(repeat('00', 8), 'hex') group by named having count(*) > 1);
alter table evidence_openings
  drop constraint evidence_openings_purpose_check,
  add constraint evidence_openings_purpose_check check (purpose in
    ('review','second-look','appeal','order','half-begun','half-finished','half-handed'));
`;
