import { type CardRules, inBand } from '@commonkey/program';
import { type NameFault, nameFault, tidyName } from './name.ts';
import type { Known, Person } from './person.ts';

/** The person screen's fields as typed. */
export type PersonDraft = Person & { readonly chosen: readonly PersonOption[] };
export type PersonOption = 'second-name' | 'care-of' | 'emergency-contact' | 'transit';

const NOBODY: PersonDraft = {
  name: '',
  secondName: '',
  secondLanguage: '',
  careOf: '',
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
  if (draft.emergencyContact) chosen.push('emergency-contact');
  if (draft.transitSerial) chosen.push('transit');
  return { ...draft, chosen };
}

function pick(known: Known | Person): Partial<Person> {
  const { name, secondName, secondLanguage } = known;
  if (!('careOf' in known)) return { name, secondName, secondLanguage };
  const { careOf, emergencyContact, transitSerial } = known;
  return { name, secondName, secondLanguage, careOf, emergencyContact, transitSerial };
}

/** What this program lets this person have on the card, besides name and birth date. */
export function optionsFor(card: CardRules, age: number): { asked: PersonOption[]; offered: PersonOption[] } {
  const asked: PersonOption[] = [];
  const offered: PersonOption[] = [];
  const printed = (field: string) => card.print.find((one) => one.field === field && inBand(one.ages, age));
  const place = (option: PersonOption, optional: boolean) => (optional ? offered : asked).push(option);
  const emergency = printed('emergency-contact');
  const child = card.child !== undefined && inBand(card.child.ages, age) && card.child.emergencyContact;
  if (emergency || child) place('emergency-contact', !child);
  if (card.secondScript) place('second-name', true);
  if (printed('care-of')) place('care-of', true);
  if (card.benefits.transit) place('transit', false);
  return { asked, offered };
}

export type PersonFault = NameFault | 'language-missing' | 'line-too-long' | 'transit-shape';
export type PersonFaults = Partial<Record<keyof Person, PersonFault>>;

/** Every fault of the fields in use; empty when the card may be proposed. */
export function personFaults(draft: PersonDraft, used: readonly PersonOption[]): PersonFaults {
  const faults: PersonFaults = {};
  const set = (field: keyof Person, fault: PersonFault | null) => {
    if (fault) faults[field] = fault;
  };
  set('name', nameFault(draft.name, 'latin'));
  if (used.includes('second-name') && draft.secondName.trim() !== '') {
    set('secondName', nameFault(draft.secondName, 'any'));
    if (!draft.secondLanguage) set('secondLanguage', 'language-missing');
  }
  for (const field of ['careOf', 'emergencyContact'] as const)
    if (draft[field].length > 60) set(field, 'line-too-long');
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
  return {
    name: tidyName(draft.name),
    secondName,
    secondLanguage: secondName ? draft.secondLanguage : '',
    careOf: line('care-of', draft.careOf),
    emergencyContact: line('emergency-contact', draft.emergencyContact),
    transitSerial: line('transit', draft.transitSerial).replace(/ /g, ''),
  };
}
