import { addDays, type PlainDate } from '@commonkey/program';
import type { CertificateStep } from '../store/tables/records.ts';

/** How a certificate stands: its last step. */
export type CertificateState = CertificateStep;

/** What may follow each state. A certificate that was set aside stays so: what it listed goes on another. */
const NEXT: Readonly<Record<CertificateState, readonly CertificateStep[]>> = {
  drafted: ['filed', 'withdrawn'],
  filed: ['received', 'denied', 'withdrawn'],
  received: ['destroyed'],
  destroyed: ['witnessed', 'proved'],
  witnessed: ['proved'],
  proved: [],
  withdrawn: [],
  denied: [],
};

export const nextSteps = (state: CertificateState): readonly CertificateStep[] => NEXT[state];
export const isOver = (state: CertificateState): boolean => NEXT[state].length === 0;

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
