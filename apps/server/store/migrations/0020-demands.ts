export const name = '0020-demands';

const list = (...names: readonly string[]) => names.map((one) => `'${one}'`).join(',');
const WHOLE = 'truncate';
const EITHER = ['update', 'delete'].join(' or ');
const CHANGES = [EITHER, WHOLE].join(' or ');
const salt = 'ledger_salt bytea not null check (octet_length(ledger_salt) = 32)';

const INSTRUMENTS = list(
  ...['informal-request', 'immigration-administrative-subpoena', 'administrative-warrant', 'i9-inspection'],
  ...['administrative-subpoena', 'grand-jury-subpoena', 'civil-subpoena', 'court-order', 'judicial-warrant'],
  ...['preservation-letter', 'emergency', 'records-request', 'own-request', 'vendor-subpoena'],
);
/** Under no other kind can anything ever be produced, whatever a city's rules say. */
const MAY_COMPEL = list(
  ...['i9-inspection', 'administrative-subpoena', 'grand-jury-subpoena', 'civil-subpoena'],
  ...['court-order', 'judicial-warrant'],
);
const ISSUERS = list(
  ...['federal-immigration', 'federal-other', 'state', 'local', 'prosecutor', 'court', 'legislature'],
  ...['private-party', 'not-listed'],
);
const CLASSES = list(
  ...['application', 'papers', 'pictures', 'contact', 'card-record', 'printing-waste', 'work-record'],
  ...['i9-forms', 'employee-list', 'payroll', 'contractors', 'staffing-rosters', 'other-records'],
);
const STEPS = list(
  ...['held', 'checked', 'dated', 'gag', 'added', 'opened', 'extension-asked', 'extension-given'],
  ...['withdrawn-by-issuer', 'petition-filed', 'hearing-held', 'enforced', 'enforced-in-part', 'quashed'],
  ...['modified', 'appealed', 'appeal-decided', 'lift-ordered', 'closed'],
);
const CHECKS = list(
  'issuer-listed',
  'judge',
  'seal',
  'signature',
  'jurisdiction',
  'self-executing',
  'call-back',
);
const DATED = list('issued', 'service', 'return', 'objection', 'hearing');
const OUTCOMES = list(
  ...['pending', 'no-records', 'not-in-custody', 'declined', 'objected', 'withdrawn', 'narrowed', 'quashed'],
  ...['modified', 'enforced-in-part', 'enforced-in-full', 'produced-in-full', 'produced-in-part'],
  ...['produced-voluntarily', 'referred', 'lapsed'],
);

/** The register of demands: closed lists, days and random ids. Comes after the matters that sealed records hang on. */
export const up = `
alter table vault_records
  drop constraint vault_records_kind_check,
  drop constraint vault_records_matter,
  add constraint vault_records_kind_check check (
    kind in ('draft','piece','papers','card','contact','review-box','request','process','counsel')),
  add constraint vault_records_matter check ((kind in ('request','process','counsel')) = (matter is not null));
create table demands (
  id uuid primary key,
  matter text not null check (matter ~ '^[0-9]{4}-[1-9][0-9]{0,5}$'),
  received_on date not null,
  received_by text not null check (received_by in ('hand','mail','email','portal','phone','vendor')),
  instrument text not null check (instrument in (${INSTRUMENTS})),
  issuer text not null check (issuer in (${ISSUERS})),
  custodian text not null check (custodian ~ '^(vendor:)?[a-z0-9-]{1,60}$'),
  issued_on date,
  service_on date,
  return_on date,
  objection_on date,
  hearing_on date,
  gag text not null check (gag in ('none','requested','ordered')),
  gag_until date,
  registered_at timestamptz not null,
  registered_by uuid not null,
  ${salt},
  constraint demands_of unique (id, instrument),
  constraint demands_gag check (gag <> 'none' or gag_until is null)
);
create index demands_matter on demands (matter);
create table demand_items (
  id uuid primary key,
  demand uuid not null,
  instrument text not null,
  place smallint not null check (place between 1 and 40),
  classes text[] not null check (cardinality(classes) between 1 and 13 and classes <@ array[${CLASSES}]),
  span_from date,
  span_until date,
  selector text not null check (selector in ('class','named','identifier')),
  touches text[] not null check (touches <@ array[${list('status', 'protected-address', 'minors', 'library', 'health', 'juvenile')}]),
  ${salt},
  constraint demand_items_once unique (demand, place),
  constraint demand_items_of unique (id, instrument),
  constraint demand_items_demand foreign key (demand, instrument) references demands (id, instrument),
  constraint demand_items_span check (span_from <= span_until)
);
create table demand_steps (
  id uuid primary key,
  demand uuid not null references demands,
  place smallint not null check (place between 1 and 2000),
  step text not null check (step in (${STEPS})),
  moved_on date not null,
  moved_by uuid not null,
  what text,
  found text,
  day date,
  hold uuid references legal_holds,
  ${salt},
  constraint demand_steps_once unique (demand, place),
  constraint demand_steps_hold check ((step in ('held','lift-ordered')) = (hold is not null)),
  constraint demand_steps_what check (coalesce(case step
    when 'checked' then what in (${CHECKS})
    when 'dated' then what in (${DATED})
    when 'added' then what in ('process','counsel')
    when 'opened' then what in ('process','counsel')
    else what is null end, false)),
  constraint demand_steps_found check (coalesce(case step
    when 'checked' then found in ('yes','no','unclear')
    when 'gag' then found in ('none','requested','ordered')
    else found is null end, false)),
  constraint demand_steps_day check (case
    when step in ('dated','extension-given') then day is not null
    when step = 'gag' then found <> 'none' or day is null
    else day is null end)
);
create unique index demand_steps_closed on demand_steps (demand) where step = 'closed';
create index demand_steps_holds on demand_steps (hold) where hold is not null;
create table demand_searches (
  id uuid primary key,
  item uuid not null references demand_items,
  turn integer not null generated always as identity unique,
  found text not null check (found in ('none','some','to-10','to-100','to-1000','to-10000','more')),
  hours smallint check (hours between 0 and 10000),
  declared_on date not null,
  declared_by uuid not null,
  confirmed_on date,
  confirmed_by uuid,
  by_salt bytea check (octet_length(by_salt) = 32),
  ledger_salt bytea check (octet_length(ledger_salt) = 32),
  constraint demand_searches_two check (confirmed_by <> declared_by),
  constraint demand_searches_confirmed check (
    (confirmed_by is null) = (confirmed_on is null) and (confirmed_by is null) = (ledger_salt is null)
    and (by_salt is null) = (ledger_salt is null))
);
create table demand_decisions (
  id uuid primary key,
  item uuid not null,
  instrument text not null,
  turn integer not null generated always as identity unique,
  outcome text not null check (outcome in (${OUTCOMES})),
  proposed_on date not null,
  proposed_by uuid not null,
  decided_on date,
  decided_by uuid,
  by_salt bytea check (octet_length(by_salt) = 32),
  ledger_salt bytea check (octet_length(ledger_salt) = 32),
  constraint demand_decisions_item foreign key (item, instrument) references demand_items (id, instrument),
  constraint demand_decisions_two check (decided_by <> proposed_by),
  constraint demand_decisions_decided check (
    (decided_by is null) = (decided_on is null) and (decided_by is null) = (ledger_salt is null)
    and (by_salt is null) = (ledger_salt is null)),
  constraint demand_decisions_compelled check (outcome not like 'produced-%' or instrument in (${MAY_COMPEL}))
);
${['demands', 'demand_items', 'demand_steps']
  .map(
    (table) => `
create trigger ${table}_append_only before ${CHANGES} on ${table}
  for each statement execute function refuse_change();`,
  )
  .join('')}
create function keep_second_word() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or old.ledger_salt is not null or new.ledger_salt is null then
    raise exception 'said once' using errcode = 'restrict_violation';
  end if;
  if (to_jsonb(old) - array['confirmed_on','confirmed_by','decided_on','decided_by','by_salt','ledger_salt'])
    <> (to_jsonb(new) - array['confirmed_on','confirmed_by','decided_on','decided_by','by_salt','ledger_salt']) then
    raise exception 'said once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
${['demand_searches', 'demand_decisions']
  .map(
    (table) => `
create trigger ${table}_second before ${EITHER} on ${table}
  for each row execute function keep_second_word();
create trigger ${table}_whole before ${WHOLE} on ${table}
  for each statement execute function refuse_change();`,
  )
  .join('')}
`;
