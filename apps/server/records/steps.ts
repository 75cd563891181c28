import { addDays, type PlainDate, type Program } from '@commonkey/program';
import type { CertificateStep } from '../store/tables/records.ts';

/** How a certificate stands: its last step. */
export type CertificateState = CertificateStep;

/** What the city's rules say of a second person who saw the destruction (`certificate.witness`). */
export type WitnessRule = 'required' | 'optional' | 'none';

export const witnessRule = ({ series }: Pick<Program, 'series'>, of: string): WitnessRule =>
  series.find(({ id }) => id === of)?.certificate?.witness ?? 'optional';

const AFTER_DESTROYED: Readonly<Record<WitnessRule, readonly CertificateStep[]>> = {
  required: ['witnessed'],
  optional: ['witnessed', 'proved'],
  none: ['proved'],
};

/** What may follow each other state. A certificate that was set aside stays so: what it listed goes on another. */
const NEXT: Readonly<Record<Exclude<CertificateState, 'destroyed'>, readonly CertificateStep[]>> = {
  drafted: ['filed', 'withdrawn'],
  filed: ['received', 'denied', 'withdrawn'],
  received: ['destroyed'],
  witnessed: ['proved'],
  proved: [],
  withdrawn: [],
  denied: [],
};

export const nextSteps = (state: CertificateState, witness: WitnessRule): readonly CertificateStep[] =>
  state === 'destroyed' ? AFTER_DESTROYED[witness] : NEXT[state];

export const isOver = (state: CertificateState): boolean => state !== 'destroyed' && NEXT[state].length === 0;

/** Which sentence says what comes next. */
export const nextCode = (state: CertificateState, witness: WitnessRule): string =>
  `records.next-${state}${state === 'destroyed' && witness !== 'optional' ? `-${witness}` : ''}`;

/** What to call the state on a day: an approved certificate opens nothing before its disposal day. */
export const spokenState = (
  { state, disposalOn }: { state: CertificateState; disposalOn: PlainDate | null },
  today: PlainDate,
): CertificateState | 'received-ahead' =>
  state === 'received' && disposalOn !== null && today < disposalOn ? 'received-ahead' : state;

/** The first disposal day that a certificate filed on a day can name. */
export const earliestDisposal = (filedOn: PlainDate, daysBefore: number): PlainDate =>
  addDays(filedOn, daysBefore);

/** The first day on which the disposal of a certificate may begin: as filed, or as it would be if it were filed today. */
export const lawfulDay = (
  { disposalOn }: { disposalOn: PlainDate | null },
  daysBefore: number,
  today: PlainDate,
): PlainDate => disposalOn ?? earliestDisposal(today, daysBefore);
