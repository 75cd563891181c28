import { isPlainDate } from '@commonkey/program';
import { z } from 'zod';

const day = z.string().refine(isPlainDate);
const series = z.string().regex(/^[a-z0-9-]{1,60}$/);
const number = z.string().regex(/^[A-Za-z0-9./-]{1,30}$/);
/** A number that a form may leave empty. */
const maybe = z.union([number, z.literal('')]);

/** Shapes of what the records office takes. None has a field that could carry a person. */
export const draftBody = z.strictObject({ series, through: day });
export const fileBody = z.strictObject({ disposalOn: day });
export const receiveBody = z.strictObject({
  series,
  item: number,
  from: day,
  through: day,
  volume: z.coerce.number().int().min(1).max(1_000_000_000),
  approvedOn: day,
  reference: maybe,
});
export const proveBody = z.strictObject({ reference: maybe });
export const asideBody = z.strictObject({ why: z.enum(['denied', 'withdrawn']) });
export const nothing = z.strictObject({});

/** The number, if one was given. */
export const given = (reference: string): { reference?: string } => (reference === '' ? {} : { reference });
