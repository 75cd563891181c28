export const name = '0065-site-days';

/** A request that was accepted names the day that was made from it, so that nobody plans a second one. */
export const up = `
alter table site_requests
  add column planned text check (planned ~ '^[0-9A-HJKMNP-TV-Z]{4,8}$'),
  add constraint site_requests_planned check (planned is null or state = 'accepted');
`;
