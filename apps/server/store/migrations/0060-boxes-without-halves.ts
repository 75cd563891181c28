export const name = '0060-boxes-without-halves';

/**
 * Boxes for reviewers, and applications without halves for two. Of a city that was always run as now the two have nothing in common;
 * a count of what a hold keeps looks for what has, and not at every row.
 */
export const up = `
create index applications_without_halves on applications (id) where dual_boxes is null;
create index vault_records_boxes on vault_records (application) where kind = 'review-box';
`;
