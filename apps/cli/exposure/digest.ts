import { createHash } from 'node:crypto';

/** So that a figure is of these rules and these expectations, and of no others. */
export const digestOf = (what: object): string =>
  createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16);
