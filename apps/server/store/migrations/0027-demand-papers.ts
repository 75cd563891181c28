export const name = '0027-demand-papers';

const list = (...names: readonly string[]) => names.map((one) => `'${one}'`).join(',');
const WHOLE = 'truncate';
const EITHER = ['update', 'delete'].join(' or ');
const CHANGES = [EITHER, WHOLE].join(' or ');
const CHECKS = list(
  ...['issuer-listed', 'judge', 'seal', 'signature', 'jurisdiction', 'self-executing', 'call-back'],
);
const STEPS = list(
  ...[
    'held',
    'checked',
    'dated',
    'gag',
    'added',
    'opened',
    'item-added',
    'extension-asked',
    'extension-given',
  ],
  ...['withdrawn-by-issuer', 'quash-moved', 'petition-filed', 'hearing-held', 'enforced', 'enforced-in-part'],
  ...['quashed', 'modified', 'stay-asked', 'stayed', 'stay-ended', 'appealed', 'appeal-decided'],
  ...['lift-ordered', 'closed'],
);
const MAY_COMPEL = list(
  ...['i9-inspection', 'administrative-subpoena', 'grand-jury-subpoena', 'civil-subpoena'],
  ...['court-order', 'judicial-warrant'],
);
const RECIPIENTS = list(
  ...['federal-immigration', 'federal-other', 'state', 'local', 'prosecutor', 'court', 'legislature'],
  ...['private-party', 'not-listed'],
);
const OFFICES = list(
  ...['id-office', 'human-resources', 'streets', 'police', 'finance', 'health', 'library', 'law'],
  ...['other-department', 'mayor', 'council', 'outside-counsel', 'other-government', 'outside'],
);
const PRIVILEGES = list(
  ...['attorney-client', 'work-product', 'deliberative', 'law-enforcement', 'by-statute', 'common-interest'],
);
const BASES = list(
  ...['legal-advice', 'asked-for-advice', 'for-litigation', 'draft-before-decision', 'security-of-systems'],
  ...['protected-by-law', 'shared-with-allies'],
);
const salt = (column: string) => `${column} bytea check (octet_length(${column}) = 32)`;

/** What two people of the law department say, one after the other, once. */
const two = (table: string) => `
  turn integer not null generated always as identity unique,
  proposed_on date not null,
  proposed_by uuid not null,
  decided_on date,
  decided_by uuid,
  ${salt('by_salt')},
  ${salt('ledger_salt')},
  constraint ${table}_two check (decided_by <> proposed_by),
  constraint ${table}_decided check (
    num_nonnulls(decided_by, decided_on, by_salt, ledger_salt) in (0, 4))`;

/** What goes out about a demand: letters, what was produced under compulsion, and what is withheld as privileged. */
export const up = `
alter table demand_steps
  drop constraint demand_steps_step_check,
  drop constraint demand_steps_what,
  add constraint demand_steps_step_check check (step in (${STEPS})),
  add constraint demand_steps_what check (coalesce(case step
    when 'checked' then what in (${CHECKS})
    when 'dated' then what in (${list('issued', 'service', 'return', 'objection', 'hearing')})
    when 'added' then what in ('process','counsel')
    when 'opened' then what in ('process','counsel')
    when 'item-added' then what in ('amended','clarified')
    else what is null end, false));
create table demand_letters (
  id uuid primary key,
  demand uuid not null references demands,
  letter text not null check (letter in ('response','objections')),
  sealed uuid not null unique,
  digest bytea not null check (octet_length(digest) = 32),
  ${two('demand_letters')}
);
create index demand_letters_of on demand_letters (demand);
alter table demand_decisions add constraint demand_decisions_of unique (id, item, outcome);
create table demand_productions (
  id uuid primary key,
  item uuid not null,
  instrument text not null,
  decision uuid not null,
  outcome text not null,
  sealed uuid not null unique,
  digest bytea not null check (octet_length(digest) = 32),
  recipient text not null check (recipient in (${RECIPIENTS})),
  medium text not null check (medium in ('by-hand','mail','portal')),
  locked_to text not null check (locked_to in ('recipient-key','passphrase')),
  pages integer not null check (pages between 0 and 10000000),
  records integer not null check (records between 0 and 10000000),
  people integer not null check (people between 0 and 10000000),
  ${two('demand_productions')},
  constraint demand_productions_item foreign key (item, instrument) references demand_items (id, instrument),
  constraint demand_productions_decision foreign key (decision, item, outcome)
    references demand_decisions (id, item, outcome),
  constraint demand_productions_compelled check (outcome like 'produced-%' and instrument in (${MAY_COMPEL})),
  constraint demand_productions_something check (pages + records > 0)
);
create index demand_productions_of on demand_productions (item);
create function only_what_two_decided() returns trigger language plpgsql as $$
begin
  if not exists (select from demand_decisions where id = new.decision and decided_by is not null) then
    raise exception 'not decided by two' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger demand_productions_by_two before insert on demand_productions
  for each row execute function only_what_two_decided();
create table demand_privileges (
  id uuid primary key,
  demand uuid not null references demands,
  place smallint not null check (place between 1 and 2000),
  written_on date not null,
  author text not null check (author in (${OFFICES})),
  recipients text[] not null check (
    cardinality(recipients) between 1 and 14 and recipients <@ array[${OFFICES}]),
  privilege text not null check (privilege in (${PRIVILEGES})),
  basis text not null check (basis in (${BASES})),
  extent text not null check (extent in ('withheld','redacted')),
  pages integer not null check (pages between 1 and 1000000),
  instead_of uuid references demand_privileges,
  sealed uuid not null unique,
  added_on date not null,
  added_by uuid not null,
  ledger_salt bytea not null check (octet_length(ledger_salt) = 32),
  constraint demand_privileges_once unique (demand, place),
  constraint demand_privileges_replaced unique (instead_of)
);
create trigger demand_privileges_append_only before ${CHANGES} on demand_privileges
  for each statement execute function refuse_change();
${['demand_letters', 'demand_productions']
  .map(
    (table) => `
create trigger ${table}_second before ${EITHER} on ${table}
  for each row execute function keep_second_word();
create trigger ${table}_whole before ${WHOLE} on ${table}
  for each statement execute function refuse_change();`,
  )
  .join('')}
`;
