import { Fault } from '@commonkey/words';
import type { DemandCode } from '../errors.ts';

export const COUNTS = ['pages', 'records', 'people'] as const;
/** What is in a bundle, as somebody counted it from the bundle itself. */
export type Counted = { pages: number; records: number; people: number };

/** @throws Fault `production-number-unreadable` */
export function countedIn({ pages, records, people }: Readonly<Record<keyof Counted, string>>): Counted {
  return { pages: read(pages), records: read(records), people: read(people) };
}

function read(text: string): number {
  if (!/^\d{1,7}$/.test(text.trim())) throw new Fault<DemandCode>('production-number-unreadable');
  return Number(text);
}
