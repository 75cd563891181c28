import { Fault } from '@commonkey/words';
import type { ShiftCode } from './codes.ts';

/**
 * What a waiting card will say, as its holder wrote it and a reviewer read it: the `person` part of the sealed record,
 * JSON. It opens on the desk alone, with the holder's sheet.
 */
export type WaitingPerson = {
  /** In Latin letters, as printed. */
  name: string;
  secondName: string;
  /** BCP 47 tag of the second name's language; empty without one. */
  secondLanguage: string;
  /** YYYY-MM-DD */
  birthDate: string;
  careOf: string;
  address: string;
  addressSecond: string;
  emergencyContact: string;
};

const TEXTS = [
  'name',
  'secondName',
  'secondLanguage',
  'careOf',
  'address',
  'addressSecond',
  'emergencyContact',
] as const;

/** Reads the `person` part. Fault `pick-up-unreadable`: not of this shape. */
export function readWaitingPerson(bytes: Uint8Array): WaitingPerson {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    value = null;
  }
  const given = Object(value) as Record<string, unknown>;
  const text = (key: string): string => {
    const one = given[key];
    if (typeof one !== 'string' || one.length > 200) throw new Fault<ShiftCode>('pick-up-unreadable');
    return one;
  };
  const birthDate = text('birthDate');
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(birthDate)) throw new Fault<ShiftCode>('pick-up-unreadable');
  const [name, secondName, secondLanguage, careOf, address, addressSecond, emergencyContact] = TEXTS.map(
    text,
  ) as [string, string, string, string, string, string, string];
  return { name, secondName, secondLanguage, birthDate, careOf, address, addressSecond, emergencyContact };
}
