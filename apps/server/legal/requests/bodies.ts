import { isPlainDate } from '@commonkey/program';
import { z } from 'zod';
import { LETTERS, REQUEST_CLASSES, REQUESTERS } from '../../store/tables/requests.ts';

const day = z.string().refine(isPlainDate);
const id = z.string().regex(/^[a-z0-9-]{1,40}$/);
/** Sealed as it is; nothing of it reaches a column. */
const long = z.string().max(20_000).default('');

export const nothing = z.strictObject({});

export const newBody = z.strictObject({
  id: z.uuid(),
  receivedOn: z.union([day, z.literal('')]).default(''),
  requester: z.enum(REQUESTERS),
  contact: long,
  words: long,
  ...Object.fromEntries(REQUEST_CLASSES.map((one) => [`class-${one}`, z.literal('on').optional()])),
});
export const extendBody = z.strictObject({ reason: id });
export const daysBody = z.strictObject({
  from: z.string().max(10).default(''),
  until: z.string().max(10).default(''),
});
export const scopeBody = z.strictObject({ scope: z.string().max(60_000) });
export const exemptBody = z.strictObject({ exemption: id, of: z.enum(REQUEST_CLASSES) });
export const redactBody = z.strictObject({
  exemption: id,
  of: z.enum(REQUEST_CLASSES),
  places: z.string().max(200).default(''),
});
export const prepareBody = z.strictObject({
  letter: z.enum(LETTERS).exclude(['extension']),
  contact: long,
  basis: long,
  responsible: long,
  handed: long,
});
export const reviewBody = z.strictObject({ askedOn: z.string().max(10).default('') });
