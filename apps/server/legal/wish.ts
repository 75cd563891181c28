import { type Program, plainDateIn } from '@commonkey/program';
import { isFault } from '@commonkey/words';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { beganOn } from '../holds/began.ts';
import { channelsIn } from '../holds/channel.ts';
import {
  checkedScope,
  HOLD_CHANNELS,
  type HoldChannel,
  type HoldScope,
  isWithin,
  type ScopeRules,
  type ScopeWish,
  type StoredScope,
  stored,
} from '../holds/scope.ts';
import { holdable } from './series.ts';

const choice = z.enum(['all', 'some']).exactOptional();
/** Longer than a day is, so that the page can say so: a browser takes years of five figures. */
const day = z.string().max(40).default('');

/** The fields of a scope on a form: what was not chosen is not there, and counts for nothing. */
export const scopeFields = (program: Program) => ({
  which: choice,
  when: choice,
  channel: z.enum(['all', ...HOLD_CHANNELS]).exactOptional(),
  from: day,
  until: day,
  ...Object.fromEntries(
    [...holdable(program)].map((id) => [`series-${id}`, z.literal('on').exactOptional()]),
  ),
});
export type ScopeForm = {
  which?: 'all' | 'some';
  when?: 'all' | 'some';
  channel?: 'all' | HoldChannel;
  from: string;
  until: string;
};
/** Code by field of the form. */
export type FormFaults = Readonly<Record<string, string>>;

export const ticked = (form: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(form)
    .filter((name) => name.startsWith('series-') && form[name] === 'on')
    .map((name) => name.slice('series-'.length));

export async function scopeRules({ program: { program }, clock, store }: Context): Promise<ScopeRules> {
  return {
    series: holdable(program),
    began: await beganOn(store.read, program),
    today: plainDateIn(program.city.timeZone, clock.now()),
    channelOf: channelsIn(program),
  };
}

/** Whether records or days are named: a choice elsewhere on the form that leaves them aside would be none. */
export const namesSome = (form: ScopeForm): boolean =>
  ticked(form).length > 0 || form.from !== '' || form.until !== '';

const FIELD_OF: Readonly<Record<string, string>> = {
  'hold-series-unknown': 'which',
  'hold-channel-elsewhere': 'which',
  'hold-days-reversed': 'until',
  'hold-days-future': 'from',
  'hold-days-before': 'until',
};

/** Reads a scope off a form; faults by field. */
export function readScope(
  form: ScopeForm,
  rules: ScopeRules,
): { scope: HoldScope | null; faults: FormFaults } {
  const faults: Record<string, string> = {};
  const series = form.which === 'some' ? ticked(form) : 'all';
  if (form.which === undefined || series.length === 0) faults.which = 'hold-scope-empty';
  // Which of the two was meant nobody can tell, and either guess would be wrong once: too little, or a hold over everything.
  if (form.which === 'all' && ticked(form).length > 0) faults.which = 'hold-scope-both';
  const orNull = (text: string) => (text === '' ? null : text);
  const days = form.when === 'some' ? { from: orNull(form.from), until: orNull(form.until) } : 'all';
  if (form.when === undefined || (days !== 'all' && days.from === null && days.until === null))
    faults.when = 'hold-days-empty';
  if (form.when === 'all' && (form.from !== '' || form.until !== '')) faults.when = 'hold-days-both';
  if (Object.keys(faults).length > 0) return { scope: null, faults };
  try {
    return { scope: checkedScope({ series, days, channel: form.channel ?? 'all' }, rules), faults };
  } catch (error) {
    if (!isFault(error)) throw error;
    return { scope: null, faults: { [FIELD_OF[error.code] ?? 'when']: error.code } };
  }
}

/**
 * Reads off a form which part of a hold is confirmed, where "all" is all that it was placed over.
 * @returns null where that is the whole of it
 */
export function readPart(
  form: ScopeForm,
  placed: StoredScope,
  rules: ScopeRules,
): { narrowTo: HoldScope | null; faults: FormFaults } {
  const own = { ...rules, series: new Set([...rules.series, ...(placed.series ?? [])]) };
  const { scope, faults } = readScope(form, own);
  if (!scope) return { narrowTo: null, faults };
  const bounded = placed.from !== null || placed.until !== null;
  const part = {
    series: form.which === 'all' ? (placed.series ?? 'all') : scope.series,
    days: form.when === 'all' && bounded ? { from: placed.from, until: placed.until } : scope.days,
    channel: scope.channel === 'all' ? (placed.channel ?? 'all') : (scope.channel ?? 'all'),
  } as const;
  const read = checkedPart(part, { ...own, began: null, today: '9999-12-31' });
  if (read.narrowTo === null) return read;
  const { narrowTo } = read;
  if (!isWithin(stored(narrowTo), placed))
    return { narrowTo: null, faults: { from: 'hold-narrowed-outside' } };
  return { narrowTo: isWithin(placed, stored(narrowTo)) ? null : narrowTo, faults };
}

/** "All" of a hold over some series is those series: what they cannot be is found here and not before. */
function checkedPart(part: ScopeWish, rules: ScopeRules) {
  try {
    return { narrowTo: checkedScope(part, rules), faults: {} };
  } catch (error) {
    if (!isFault(error)) throw error;
    return { narrowTo: null, faults: { [FIELD_OF[error.code] ?? 'when']: error.code } };
  }
}
