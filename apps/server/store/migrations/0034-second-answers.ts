export const name = '0034-second-answers';

const SECOND_WORD = [
  ...['confirmed_on', 'confirmed_by', 'second_found', 'decided_on', 'decided_by', 'by_salt', 'ledger_salt'],
];
const words = `array[${SECOND_WORD.map((one) => `'${one}'`).join(',')}]`;

/**
 * Who searches second gives an answer of their own, before they are told the first. One that was confirmed before has none. The
 * days that a records request asks about stand in plain beside its kinds, so that an answer can be held against them.
 */
export const up = `
alter table demand_searches
  add column second_found text check (second_found in ('none','some','to-10','to-100','to-1000','to-10000','more')),
  add constraint demand_searches_second check (second_found is null or confirmed_by is not null);
create or replace function keep_second_word() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or old.ledger_salt is not null or new.ledger_salt is null
    or (to_jsonb(old) - ${words}) <> (to_jsonb(new) - ${words}) then
    raise exception 'said once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
alter table record_request_steps
  add column asked_from date,
  add column asked_until date,
  drop constraint record_request_steps_step_check,
  add constraint record_request_steps_step_check check (step in ('extended','scoped','dated','exempted','redacted','opened','prepared','issued','withdrawn','review-asked','review-answered')),
  add constraint record_request_steps_asked check (
    (step = 'dated' or num_nonnulls(asked_from, asked_until) = 0)
    and (asked_from is null or asked_until is null or asked_from <= asked_until));
`;
