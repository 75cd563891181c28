import { fromBase64url } from '@commonkey/vault';
import { z } from 'zod';
import { BUNDLE_LINE } from '../legal/service.ts';
import { authenticationResponse } from '../staff/service.ts';
import { PASS } from './evidence/newcomers/pass.ts';
import { PIECE } from './evidence/sealed-half.ts';
import { VERDICTS } from './stages.ts';
import { TOKEN } from './token.ts';

/** Shapes of what the review office takes. None has a field that a person or a paper would fit (T1, T2). */
const token = z.string().regex(TOKEN);
const credential = z
  .string()
  .max(1400)
  .regex(/^[A-Za-z0-9_-]+$/);
/** A private key of 97 bytes, wrapped: 28 more. */
const wrapped = z
  .string()
  .length(167)
  .refine((text) => fromBase64url(text) !== null);
/** An uncompressed point of the curve. */
const point = z
  .string()
  .length(87)
  .refine((text) => fromBase64url(text)?.[0] === 4);

export const nothing = z.strictObject({});
export const touchBody = z.strictObject({ response: authenticationResponse });
export const newKeyBody = z.strictObject({ response: authenticationResponse, publicKey: point, wrapped });
export const removeKeyBody = z.strictObject({ credential });
export const leaveBody = z.strictObject({ token });

/** Requirements by the program's own names for them: a closed list, none of which names a paper. */
export const decisionBody = (requirements: readonly string[]) =>
  z.strictObject({
    token,
    verdict: z.enum(VERDICTS),
    unmet: z
      .array(z.enum(requirements))
      .max(requirements.length)
      .refine((ids) => new Set(ids).size === ids.length),
    /** Another photo for the card, which no requirement of papers is about. */
    face: z.boolean().optional(),
  });

export const askToOpenBody = z.strictObject({
  reference: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{8}$/),
  publicKey: point,
});
const order = { application: z.uuid(), publicKey: point };
export const agreeBody = z.strictObject({ response: authenticationResponse, request: z.uuid(), ...order });
export const orderBody = z.strictObject({ response: authenticationResponse, ...order });

/** What is written there and cannot be read is nothing: the page says so, and keeps what was typed. */
const counted = z
  .string()
  .regex(/^\d{1,7}$/)
  .catch('');
/** The bundle itself is the form's file, and sealed. */
export const produceBody = z.strictObject({
  line: z.string().regex(BUNDLE_LINE).catch(''),
  pages: counted,
  records: counted,
  people: counted,
});

const sealed = (size: number) =>
  z
    .string()
    .max(Math.ceil((size * 4) / 3))
    .refine((text) => fromBase64url(text)?.length === size);
const boxes = (size: number) => z.array(z.strictObject({ key: point, box: sealed(size) })).max(600);
const run = { pass: z.string().regex(PASS), key: point, colleague: z.uuid() };
const oneOfBatch = { application: z.uuid(), tag: sealed(32) };
export const nextHalvesBody = z.strictObject({ ...run, after: z.uuid().nullable() });
export const begunHalvesBody = z.strictObject({
  ...run,
  given: z
    .array(z.strictObject({ ...oneOfBatch, pieces: boxes(PIECE.masked), masks: boxes(PIECE.mask) }))
    .max(50),
});
export const finishedHalvesBody = z.strictObject({
  ...run,
  given: z.array(z.strictObject({ ...oneOfBatch, pieces: boxes(PIECE.finished) })).max(50),
});
export const handedHalvesBody = z.strictObject({
  ...run,
  given: z
    .array(z.strictObject({ ...oneOfBatch, mine: boxes(PIECE.whole), theirs: boxes(PIECE.whole) }))
    .max(50),
});
