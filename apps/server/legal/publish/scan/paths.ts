import { DEMANDS_PATH, demandPath } from '../../demands/paths.ts';

export const REDACT = `${DEMANDS_PATH}/:demand/redact`;
export type RedactStep = 'second' | 'pictures' | 'page' | 'agree' | 'off' | 'log';
export const redactPath = (demand: string, step?: RedactStep): string =>
  demandPath(demand, step === undefined ? 'redact' : `redact/${step}`);
