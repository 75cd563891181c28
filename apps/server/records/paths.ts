import { inLetters } from '../http/in-letters.ts';

export const RECORDS_PATH = '/records';
export const RECORDS_STYLE = '/assets/records.css';

/** The receipt that an officer hands out: what ended, and that the ledger has it. */
export const receiptPath = (id: string): string => `${RECORDS_PATH}/receipt/${inLetters(id)}`;
export const certificatePath = (id: string): string => `${RECORDS_PATH}/certificate/${inLetters(id)}`;
