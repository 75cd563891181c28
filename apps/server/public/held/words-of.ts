import type { Speak } from '@commonkey/words';
import type { MinProcess } from '../../store/holdings/vocabulary.ts';
import type { HowMany } from './counts.ts';
import type { Difference } from './difference.ts';
import type { Requirement } from './elements.ts';
import type { Declaration } from './other-ways.ts';

/** Whole numbers in Western digits, as days are written. */
export const digits = (language: string, value: number): string =>
  new Intl.NumberFormat(`${language}-u-nu-latn`, { maximumFractionDigits: 0 }).format(value);

export function howManyWords(say: Speak, language: string, found: HowMany): string {
  if ('notSaid' in found) return say(`public.count.${found.notSaid}`);
  if ('exactly' in found)
    return found.exactly === 0 ? say('public.count.none') : digits(language, found.exactly);
  const most = digits(language, found.below);
  if (found.atLeast === 1) return say('public.count.fewer', { most });
  return say('public.count.between', { least: digits(language, found.atLeast), most });
}

/** The same in figures alone. */
export function shortCount(language: string, found: HowMany): string {
  if ('notSaid' in found) return '–';
  if ('exactly' in found) return digits(language, found.exactly);
  return `${digits(language, found.atLeast)}–${digits(language, found.below - 1)}`;
}

const RULE = { 'court-order': 'order', 'administrative-demand': 'demand', 'not-stated': 'unknown' } as const;

export const processWords = (
  say: Speak,
  needed: MinProcess,
  rule: Requirement['after'] = 'not-stated',
): string => say(`holdings.process.${needed}`, { rule: RULE[rule] });

export function differenceWords(say: Speak, one: Difference): string {
  if (one.kind === 'files-unknown') return say('public.difference.files-unknown', { count: one.count });
  if (one.kind === 'way-unknown' || one.kind === 'way-missing')
    return say(`public.difference.${one.kind}`, { name: one.name });
  return say(`public.difference.${one.kind}`, {
    table: one.table,
    column: 'column' in one ? one.column : '',
  });
}

export const declarationWords = (say: Speak, one: Declaration): string =>
  'days' in one
    ? say(`public.declared.${one.is}`, { days: one.days })
    : say(`public.declared.${one.is}`, { name: one.name });

/** Day and time where the city is, to the minute. */
export function momentWords(language: string, timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat(`${language}-u-nu-latn`, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  }).format(at);
}
