export const name = '0055-sites';

/** Organisations that ask for a day at their place. They are of a building and an office, and end on a date. */
export const up = `
create table site_requests (
  id uuid primary key,
  state text not null check (state in ('asked','accepted','declined')),
  reason text check (reason in ('no-people','too-few','place-unfit','days-taken','other-place')),
  organisation text not null check (char_length(organisation) between 1 and 120),
  place text not null check (char_length(place) between 1 and 80),
  address text not null check (char_length(address) between 1 and 160),
  weeks text not null check (char_length(weeks) between 1 and 200),
  people integer not null check (people between 1 and 9999),
  languages text[] not null check (cardinality(languages) <= 40),
  access text[] not null check (cardinality(access) <= 20),
  contact text not null check (char_length(contact) between 3 and 160),
  asked_on date not null,
  ends_on date not null,
  constraint site_requests_reason check ((state = 'declined') = (reason is not null))
);
create index site_requests_ending on site_requests (ends_on);
`;
