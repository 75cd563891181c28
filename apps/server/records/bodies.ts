import { isPlainDate } from '@commonkey/program';
import { z } from 'zod';

const day = z.string().refine(isPlainDate);
const series = z.string().regex(/^[a-z0-9-]{1,60}$/);
/** Compared with the certificate, which has it from the city's rules, and never kept. */
const item = z.string().regex(/^[A-Za-z0-9./-]{1,30}$/);
/** A number that a form may leave empty. What is none is refused beside the form, before anything is kept. */
const maybe = z.string().trim().max(100);

/** Shapes of what the records office takes. Nothing that is kept of them could carry a person. */
export const draftBody = z.strictObject({ series, through: day });
export const fileBody = z.strictObject({ disposalOn: day });
export const receiveBody = z.strictObject({
  series,
  item,
  from: day,
  through: day,
  volume: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/)
    .transform(Number),
  approvedOn: day,
  reference: maybe,
});
export const proveBody = z.strictObject({ reference: maybe });
export const asideBody = z.strictObject({ why: z.enum(['denied', 'withdrawn']) });
export const nothing = z.strictObject({});

/** The number, if one was given. */
export const given = (reference: string): { reference?: string } => (reference === '' ? {} : { reference });
