export const name = '0019-records';

/** Things at desks that a certificate may list, and a way to destroy them; what a certificate said on the day it was filed; holds over one channel. */
export const up = `
create table desk_copies (
  id uuid primary key,
  series text not null check (series ~ '^[a-z0-9-]{1,60}$'),
  shift text not null check (shift ~ '^[0-9a-f]{32}$'),
  recorded_on date not null,
  ends_on date not null,
  disposal_certificate uuid references certificates deferrable initially deferred,
  constraint desk_copies_once unique (shift, series)
);
create index desk_copies_certified on desk_copies (disposal_certificate) where disposal_certificate is not null;
alter table legal_holds
  add column channel text check (channel in ('events','portal')),
  add column narrowed_channel text check (narrowed_channel in ('events','portal')),
  add constraint legal_holds_narrowed_channel check (narrowed or narrowed_channel is null);
alter table certificate_steps
  add column filed_text jsonb,
  add constraint certificate_steps_text check (filed_text is null or (step = 'filed' and jsonb_typeof(filed_text) = 'object'));
alter table certificates drop constraint certificates_method_check;
alter table certificates add constraint certificates_method_check
  check (method in ('keys-destroyed','rows-deleted','keys-and-rows','things-destroyed'));
`;
