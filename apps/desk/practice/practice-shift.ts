import type { Program } from '@commonkey/program';

/**
 * A shift that cannot sign: it has no certificate, no key, no serials and no chain, and the functions that sign take a
 * `LiveShift`. Nothing of it is stored.
 */
export type PracticeShift = {
  readonly kind: 'practice';
  readonly program: Program;
  readonly practiceCity: boolean;
  readonly people: readonly PracticePerson[];
};

/** Somebody who does not exist, for the clerk to type. */
export type PracticePerson = {
  readonly name: string;
  readonly secondName: string;
  readonly secondLanguage: string;
  readonly birthDate: string;
};

export const PRACTICE_SERIAL = '000000000000';
export const PRACTICE_QR = 'PRACTICE. THIS CARD IS NOT SIGNED AND PROVES NOTHING.';

export function practiceShift(program: Program, practiceCity: boolean): PracticeShift {
  return { kind: 'practice', program, practiceCity, people: PRACTICE_PEOPLE };
}

const PRACTICE_PEOPLE: readonly PracticePerson[] = [
  { name: 'María Practice López', secondName: '', secondLanguage: '', birthDate: '1988-05-02' },
  { name: 'Nguyễn Practice Lan', secondName: '', secondLanguage: '', birthDate: '1956-12-24' },
  { name: 'Olena Practice Koval', secondName: 'Олена Коваль', secondLanguage: 'uk', birthDate: '2001-09-14' },
  { name: 'Amal Practice Haddad', secondName: 'أمل حداد', secondLanguage: 'ar', birthDate: '1994-03-30' },
  { name: 'Jo Practice', secondName: '', secondLanguage: '', birthDate: '2016-07-19' },
];
