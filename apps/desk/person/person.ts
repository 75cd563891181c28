import type { PlainDate } from '@commonkey/program';

/** What an old card, scanned and verified here, already says. */
export type Known = {
  readonly name: string;
  readonly secondName: string;
  readonly secondLanguage: string;
  readonly birthDate: PlainDate | '';
};

/** What the card will say, beside the dates. */
export type Person = {
  readonly name: string;
  readonly secondName: string;
  readonly secondLanguage: string;
  readonly careOf: string;
  /** Printed only; no QR code has a field for it. */
  readonly address: string;
  readonly addressSecond: string;
  readonly emergencyContact: string;
  readonly transitSerial: string;
};
