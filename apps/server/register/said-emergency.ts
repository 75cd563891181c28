import { ISSUER_CLASSES } from '@commonkey/program';
import { z } from 'zod';
import { NOT_LISTED } from '../store/tables/demands.ts';
import { CAME, DISCLOSED, EMERGENCY_OUTCOMES } from '../store/tables/legal-tracks.ts';
import { PUBLIC_NUMBER } from './public-number.ts';
import { opening } from './said-demand.ts';

const day = z.iso.date();

/** An emergency as the public register shows it: closed lists and days, and what opens the entries of the ledger made on them. */
export const saidEmergency = z.strictObject({
  v: z.literal(2),
  matter: z.uuid(),
  number: z.string().regex(PUBLIC_NUMBER),
  receivedOn: day,
  came: z.enum(CAME),
  asker: z.enum([...ISSUER_CLASSES, NOT_LISTED]),
  outcome: z.enum(EMERGENCY_OUTCOMES),
  disclosed: z.enum(DISCLOSED),
  decidedOn: day,
  /** Whoever asked put it in writing afterwards. */
  inWriting: z.boolean(),
  openings: z.array(opening),
});
export type SaidEmergency = z.infer<typeof saidEmergency>;
