export const name = '0029-legal-tracks';

const WHOLE = 'truncate';
const ROW_CHANGES = ['update', 'delete'].join(' or ');
const SECOND_WORD = ['agreed_at', 'agreed_by', 'ledger_salt', 'by_salt'];
const END = ['ended_at', 'ended_by', 'ended_salt'];
const columns = (names: readonly string[]) => `array[${names.map((one) => `'${one}'`).join(',')}]`;
const of = (row: 'old' | 'new', names: readonly string[]) =>
  `(${names.map((one) => `${row}.${one}`).join(', ')})`;

/** What two officers decided is said once, agreed to once and ended once; messages are counted one by one. */
const notices = `
create function notice_decided_once() returns trigger language plpgsql as $$
declare
  counted constant text[] := case tg_table_name when 'hold_notices' then array['told'] else array[]::text[] end;
begin
  if tg_op <> 'UPDATE'
    or (to_jsonb(old) - ${columns([...SECOND_WORD, ...END])} - counted)
      <> (to_jsonb(new) - ${columns([...SECOND_WORD, ...END])} - counted)
    or ((old.agreed_at is not null or old.ended_at is not null)
      and ${of('old', SECOND_WORD)} is distinct from ${of('new', SECOND_WORD)})
    or (old.ended_at is not null and ${of('old', END)} is distinct from ${of('new', END)})
    or coalesce((to_jsonb(new)->>'told')::int - (to_jsonb(old)->>'told')::int, 0) not in (0, 1) then
    raise exception 'said once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
${['hold_notices', 'public_notices']
  .map(
    (table) => `
create trigger ${table}_once before ${ROW_CHANGES} on ${table}
  for each row execute function notice_decided_once();
create trigger ${table}_whole before ${WHOLE} on ${table}
  for each statement execute function refuse_change();`,
  )
  .join('')}
`;

const list = (...names: readonly string[]) => names.map((one) => `'${one}'`).join(',');
const salt = (column: string) => `${column} bytea not null check (octet_length(${column}) = 32)`;
const CHANGES = [ROW_CHANGES, WHOLE].join(' or ');
const ASKERS = list(
  ...['federal-immigration', 'federal-other', 'state', 'local', 'prosecutor', 'court', 'legislature'],
  ...['private-party', 'not-listed'],
);
const STEPS = list(
  ...['called-back', 'decided', 'agreed', 'paper-asked', 'paper-came', 'reviewed', 'publish-asked'],
  ...['published', 'verified', 'answered', 'withdrawn', 'opened'],
);

/** Emergencies, and people who ask for what is held about themselves: closed lists, days and random ids. */
const tracks = `
create table track_matters (
  id uuid primary key,
  track text not null check (track in ('emergency','own')),
  number text not null unique,
  came text not null check (came in ('counter','phone','mail','email')),
  asker text check (asker in (${ASKERS})),
  received_on date not null,
  received_at timestamptz,
  due_on date,
  sealed uuid unique,
  logged_on date not null,
  logged_by uuid not null,
  ${salt('by_salt')},
  ${salt('ledger_salt')},
  constraint track_matters_of unique (id, track),
  constraint track_matters_number check (number ~ (case track when 'emergency' then '^E' else '^S' end || '-[0-9]{4}-[1-9][0-9]{0,5}$')),
  constraint track_matters_emergency check (
    (track = 'emergency') = (asker is not null) and (track = 'emergency') = (received_at is not null)),
  constraint track_matters_due check (track = 'own' or due_on is null),
  constraint track_matters_days check (received_on <= logged_on)
);
create table track_steps (
  id uuid primary key,
  matter uuid not null references track_matters,
  place smallint not null check (place between 1 and 1000),
  step text not null check (step in (${STEPS})),
  moved_on date not null,
  moved_by uuid not null,
  moved_as text not null check (moved_as in ('law-officer','public-records-officer','records-officer')),
  found text check (found in ('yes','no')),
  outcome text check (outcome in ('nothing-to-find','not-ours','not-who-they-said','no-danger-shown','public-facts-told')),
  disclosed text check (disclosed in ('nothing','public-facts')),
  review_on date,
  answer text check (answer in ('how-to-see','no-way-to-find','copy-given','not-verified')),
  ${salt('by_salt')},
  ${salt('ledger_salt')},
  constraint track_steps_once unique (matter, place),
  constraint track_steps_found check ((step in ('called-back','verified')) = (found is not null)),
  constraint track_steps_decided check (
    (step = 'decided') = (outcome is not null) and num_nonnulls(outcome, disclosed, review_on) in (0, 3)),
  constraint track_steps_disclosed check ((outcome = 'public-facts-told') = (disclosed = 'public-facts')),
  constraint track_steps_answer check ((step = 'answered') = (answer is not null))
);
create function second_of_two() returns trigger language plpgsql as $$
declare
  first track_steps;
begin
  if new.step in ('agreed', 'published') then
    select * into first from track_steps
      where matter = new.matter and step = (case new.step when 'agreed' then 'decided' else 'publish-asked' end)
      order by place desc limit 1;
    if first.id is null or first.moved_by = new.moved_by
      or 'law-officer' not in (first.moved_as, new.moved_as) then
      raise exception 'two people, one of the law department' using errcode = 'restrict_violation';
    end if;
  end if;
  return new;
end $$;
create trigger track_steps_by_two before insert on track_steps
  for each row execute function second_of_two();
${['track_matters', 'track_steps']
  .map(
    (table) => `
create trigger ${table}_append_only before ${CHANGES} on ${table}
  for each statement execute function refuse_change();`,
  )
  .join('')}
alter table publications
  drop constraint publications_kind_check,
  drop constraint publications_waiting,
  drop constraint publications_subject,
  add constraint publications_kind_check check (kind in ('demand','report','emergency')),
  add constraint publications_waiting check (kind = 'report' or published_by is not null),
  add constraint publications_subject check (case kind
    when 'report' then subject ~ '^[0-9]{4}-H[12]$'
    else subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' end);
`;

export const up = [notices, tracks].join('');
