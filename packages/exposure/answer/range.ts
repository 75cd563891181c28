import type { ItemAnswer } from './answer.ts';

/** Least and most over the answers of several scenarios, as one text. */
export type Range = (of: (item: ItemAnswer) => number) => string;

export const wholeNumbers = (language: string): Intl.NumberFormat =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 0, useGrouping: 'always' });

export function rangeOf(found: readonly ItemAnswer[], language: string): Range {
  return (of) => rangeText(found.map(of), language);
}

export function rangeText(values: readonly number[], language: string): string {
  const format = wholeNumbers(language);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? format.format(least) : `${format.format(least)}–${format.format(most)}`;
}
