import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';

export const LOCKS = [
  'code',
  'review',
  'papers',
  'card',
  'contact',
  'event-contact',
  'matter',
  'process',
  'counsel',
] as const;
/** What besides the slot's key protects a record, and so who may have that key. */
export type Lock = (typeof LOCKS)[number];

/** One table of month and volume: `<series>.<lock>.<YYYY-MM>.<volume>`, volumes from 1. */
export const MONTH_EPOCH =
  /^[a-z0-9-]{1,60}\.(?:code|review|papers|card|contact|event-contact|matter|process|counsel)\.\d{4}-\d{2}\.[1-9]\d{0,4}$/;
/** A table of what one hold, or one awaited certificate, carries past its month. */
export const CARRY_EPOCH = /^(?:hold|awaiting):[A-Za-z0-9-]{1,60}$/;

export type MonthEpoch = { series: string; lock: Lock; month: string; volume: number };

/** The parts of a month's table; null for a carry table. Fault `keeper-request-malformed`. */
export function readEpoch(name: string): MonthEpoch | null {
  if (CARRY_EPOCH.test(name)) return null;
  const [series = '', lock = '', month = '', volume = ''] = name.split('.');
  const known = LOCKS.find((candidate) => candidate === lock);
  if (!known || !MONTH_EPOCH.test(name)) throw new Fault<KeeperCode>('keeper-request-malformed');
  return { series, lock: known, month, volume: Number(volume) };
}

/** What volumes of one series, lock and month have in common. */
export const shelfOf = ({ series, lock, month }: Omit<MonthEpoch, 'volume'>): string =>
  `${series}.${lock}.${month}`;
