import { letters, NAME_LETTERS, type NameFault, nameFault, tidyName } from '@commonkey/card/typed/name.ts';
import { type CardRules, inBand } from '@commonkey/program';
import type { Known, Person } from './person.ts';

/** The person screen's fields as typed. */
export type PersonDraft = Person & { readonly chosen: readonly PersonOption[] };
export type PersonOption = 'second-name' | 'care-of' | 'address' | 'emergency-contact' | 'transit';

const NOBODY: PersonDraft = {
  name: '',
  secondName: '',
  secondLanguage: '',
  careOf: '',
  address: '',
  addressSecond: '',
  emergencyContact: '',
  transitSerial: '',
  chosen: [],
};

export const emptyPerson = (): PersonDraft => NOBODY;

export function personDraftOf(known: Known | Person): PersonDraft {
  const draft = { ...NOBODY, ...pick(known) };
  const chosen: PersonOption[] = [];
  if (draft.secondName) chosen.push('second-name');
  if (draft.careOf) chosen.push('care-of');
  if (draft.address || draft.addressSecond) chosen.push('address');
  if (draft.emergencyContact) chosen.push('emergency-contact');
  if (draft.transitSerial) chosen.push('transit');
  return { ...draft, chosen };
}

function pick(known: Known | Person): Partial<Person> {
  const { name, secondName, secondLanguage } = known;
  if (!('careOf' in known)) return { name, secondName, secondLanguage };
  const { careOf, address, addressSecond, emergencyContact, transitSerial } = known;
  return {
    name,
    secondName,
    secondLanguage,
    careOf,
    address,
    addressSecond,
    emergencyContact,
    transitSerial,
  };
}

/** `asked` of everybody, `offered` to who asks; `addressDue`: the program prints an address on every card. */
export type PersonOptions = {
  readonly asked: readonly PersonOption[];
  readonly offered: readonly PersonOption[];
  readonly addressDue: boolean;
};

/**
 * What this program lets this person have on the card, besides name and birth date. Whose letter is printed as "care
 * of" (`attested`) is not offered an address.
 */
export function optionsFor(card: CardRules, age: number, attested: boolean): PersonOptions {
  const asked: PersonOption[] = [];
  const offered: PersonOption[] = [];
  const printed = (field: string) => card.print.find((one) => one.field === field && inBand(one.ages, age));
  const place = (option: PersonOption, optional: boolean) => (optional ? offered : asked).push(option);
  const emergency = printed('emergency-contact');
  const child = card.child !== undefined && inBand(card.child.ages, age) && card.child.emergencyContact;
  if (emergency || child) place('emergency-contact', !child);
  if (card.secondScript) place('second-name', true);
  if (printed('care-of')) place('care-of', true);
  const address = printed('address');
  const addressDue = address !== undefined && !address.optional;
  if (address && !(attested && offered.includes('care-of'))) place('address', !addressDue);
  if (card.benefits.transit) place('transit', false);
  return { asked, offered, addressDue };
}

/** The fields on the screen. Care-of stands instead of an address, never beside it. */
export function optionsInUse(
  { asked, offered }: PersonOptions,
  chosen: readonly PersonOption[],
  attested: boolean,
): PersonOption[] {
  const used = new Set([...asked, ...chosen.filter((option) => offered.includes(option))]);
  if (attested && offered.includes('care-of')) used.add('care-of');
  if (used.has('care-of')) used.delete('address');
  return [...used];
}

const INSTEAD: Partial<Record<PersonOption, PersonOption>> = { 'care-of': 'address', address: 'care-of' };

/** The choice with one option taken back, or added in place of what it excludes. */
export function toggled(chosen: readonly PersonOption[], option: PersonOption): PersonOption[] {
  if (chosen.includes(option)) return chosen.filter((one) => one !== option);
  return [...chosen.filter((one) => one !== INSTEAD[option]), option];
}

export type PersonFault =
  | NameFault
  | 'language-missing'
  | 'line-too-long'
  | 'address-missing'
  | 'transit-shape';
export type PersonFaults = Partial<Record<keyof Person, PersonFault>>;

/** Every fault of the fields in use; empty when the card may be proposed. */
export function personFaults(
  draft: PersonDraft,
  used: readonly PersonOption[],
  addressDue = false,
): PersonFaults {
  const faults: PersonFaults = {};
  const set = (field: keyof Person, fault: PersonFault | null) => {
    if (fault) faults[field] = fault;
  };
  set('name', nameFault(draft.name, 'latin'));
  if (used.includes('second-name') && draft.secondName.trim() !== '') {
    set('secondName', nameFault(draft.secondName, 'any'));
    if (!draft.secondLanguage) set('secondLanguage', 'language-missing');
  }
  for (const [option, fields] of [
    ['care-of', ['careOf']],
    ['address', ['address', 'addressSecond']],
    ['emergency-contact', ['emergencyContact']],
  ] as const)
    for (const field of fields)
      if (used.includes(option) && letters(tidyName(draft[field])) > NAME_LETTERS)
        set(field, 'line-too-long');
  if (addressDue) {
    const where = used.includes('care-of') ? (['careOf'] as const) : (['address', 'addressSecond'] as const);
    if (where.every((field) => tidyName(draft[field]) === '')) set(where[0], 'address-missing');
  }
  if (
    used.includes('transit') &&
    draft.transitSerial.trim() !== '' &&
    !/^[0-9 ]{4,24}$/.test(draft.transitSerial)
  )
    set('transitSerial', 'transit-shape');
  return faults;
}

/** What will be printed: tidied, and without the fields that are not in use. */
export function personOf(draft: PersonDraft, used: readonly PersonOption[]): Person {
  const line = (option: PersonOption, text: string) => (used.includes(option) ? tidyName(text) : '');
  const secondName = line('second-name', draft.secondName);
  const [address = '', addressSecond = ''] = [draft.address, draft.addressSecond]
    .map((text) => line('address', text))
    .filter(Boolean);
  return {
    name: tidyName(draft.name),
    secondName,
    secondLanguage: secondName ? draft.secondLanguage : '',
    careOf: line('care-of', draft.careOf),
    address,
    addressSecond,
    emergencyContact: line('emergency-contact', draft.emergencyContact),
    transitSerial: line('transit', draft.transitSerial).replace(/ /g, ''),
  };
}
