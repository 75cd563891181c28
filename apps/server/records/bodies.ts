import { z } from 'zod';

/** Read by the step itself, which says beside a field what it cannot take: nothing of a form is lost because one field is wrong. */
const typed = z.string().trim().max(4_000).default('');

/** Shapes of what the records office takes. Nothing that is kept of them could carry a person. */
export const draftBody = z.strictObject({ series: typed, through: typed });
export const fileBody = z.strictObject({ disposalOn: typed });
export const receiveBody = z.strictObject({
  number: typed,
  series: typed,
  item: typed,
  from: typed,
  through: typed,
  volume: typed,
  disposalOn: typed,
  approvedOn: typed,
  reference: typed,
});
export const proveBody = z.strictObject({ reference: typed });
export const withdrawBody = z.strictObject({ why: typed });
export const nothing = z.strictObject({});
