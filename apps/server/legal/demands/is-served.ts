import type { InstrumentType } from '@commonkey/program';

/** They come by a call, a message or a letter, and nobody serves them. */
const NEVER: readonly InstrumentType[] = [
  'informal-request',
  'preservation-letter',
  'emergency',
  'records-request',
  'own-request',
];

/** Whether a paper of this kind has a day of service, which its days count from and its letters name. */
export const isServed = (instrument: InstrumentType): boolean => !NEVER.includes(instrument);
