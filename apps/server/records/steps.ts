import { addDays, type PlainDate, type Program } from '@commonkey/program';
import { hasOpened } from '../holds/opening.ts';
import type { CertificateStep, DestructionMethod } from '../store/tables/records.ts';

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
  // Until its disposal day has begun, and nothing of it ended.
  received: ['destroyed', 'withdrawn'],
  witnessed: ['proved'],
  proved: [],
  withdrawn: [],
  denied: [],
};

export const nextSteps = (state: CertificateState, witness: WitnessRule): readonly CertificateStep[] =>
  state === 'destroyed' ? AFTER_DESTROYED[witness] : NEXT[state];

export const isOver = (state: CertificateState): boolean => state !== 'destroyed' && NEXT[state].length === 0;

type Standing = { state: CertificateState; disposalOn: PlainDate | null };

/** An approved certificate opens nothing before its disposal day has begun everywhere: until then it says so, and may be taken back. */
export const isAhead = ({ state, disposalOn }: Standing, now: Date): boolean =>
  state === 'received' && disposalOn !== null && !hasOpened(disposalOn, now);

type Spoken = Standing & { method: DestructionMethod };

/** What to call the state at a moment. No clock destroys a thing: that somebody does. */
export const spokenState = (
  paper: Spoken,
  now: Date,
): CertificateState | 'received-ahead' | 'received-things' => {
  if (isAhead(paper, now)) return 'received-ahead';
  return paper.state === 'received' && paper.method === 'things-destroyed' ? 'received-things' : paper.state;
};

/** The same where what is still listed was counted: under an approved certificate nothing may end that a hold keeps. */
export const standingState = (paper: Spoken, now: Date, { left, held }: { left: number; held: number }) => {
  const state = spokenState(paper, now);
  return state !== 'received-ahead' && paper.state === 'received' && left > 0 && held >= left
    ? 'received-held'
    : state;
};

/** Which sentence says what comes next. */
export const nextCode = (paper: Spoken, witness: WitnessRule, state: string): string =>
  `records.next-${state}${paper.state === 'destroyed' && witness !== 'optional' ? `-${witness}` : ''}`;

/** The first disposal day that a certificate filed on a day can name. */
export const earliestDisposal = (filedOn: PlainDate, daysBefore: number): PlainDate =>
  addDays(filedOn, daysBefore);

/** The first day on which the disposal of a certificate may begin: as filed, or as it would be if it were filed today. */
export const lawfulDay = (
  { disposalOn }: { disposalOn: PlainDate | null },
  daysBefore: number,
  today: PlainDate,
): PlainDate => disposalOn ?? earliestDisposal(today, daysBefore);
