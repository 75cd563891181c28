import { z } from 'zod';
import { VAULT_OPERATIONS } from './vault/protocol.ts';

/**
 * The wire between city hall and its keys: one JSON object a line, over a unix socket. Every operation is typed;
 * none signs bytes of the caller's choosing.
 */
const base64url = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[A-Za-z0-9_-]+$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export const publicJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
  kid: z.string().regex(/^[A-Za-z0-9_-]{11}$/),
});
const epoch = z.number().int().nonnegative();
/** 32 bytes in standard base64, as notes have them. */
const hash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);

/** What a root ceremony receives: a certificate that the new issuing key signed for itself, which proves possession. */
export const issuingRequest = z.strictObject({
  v: z.literal(1),
  kind: z.literal('commonkey-issuing-request'),
  issuer: z.string(),
  quarter: z.string(),
  from: day,
  until: day,
  publicJwk,
  proof: base64url(2_000),
});

export const OPERATIONS = {
  'public-keys': {
    input: z.strictObject({}),
    output: z.strictObject({
      issuer: z.string(),
      practice: z.boolean(),
      roots: z.array(publicJwk),
      issuing: z.array(
        z.strictObject({
          quarter: z.string(),
          from: day,
          until: day,
          publicJwk,
          certificate: base64url(2_000).nullable(),
        }),
      ),
      /** Ed25519 key of the ledger's checkpoints: its name, and the 32 bytes in base64url. */
      checkpoint: z.strictObject({ name: z.string(), publicKey: coordinate }),
    }),
  },
  'request-issuing-key': {
    input: z.strictObject({ quarter: z.string().max(7) }),
    output: issuingRequest,
  },
  'pin-root': { input: z.strictObject({ publicJwk }), output: z.strictObject({ kid: z.string() }) },
  'install-certificate': {
    input: z.strictObject({ certificate: base64url(2_000) }),
    output: z.strictObject({ quarter: z.string() }),
  },
  'certify-desk': {
    input: z.strictObject({ publicJwk, from: day, until: day, quota: z.number().int().positive() }),
    output: z.strictObject({ certificate: base64url(2_000), issuingKid: z.string() }),
  },
  'sign-status-list': {
    input: z.strictObject({
      uri: z.url().max(300),
      /** One bit a place, lowest first (draft-ietf-oauth-status-list section 4.1), not compressed. */
      statuses: base64url(2_900_000),
      iat: epoch,
      exp: epoch,
      ttl: epoch,
    }),
    output: z.strictObject({ token: base64url(2_900_000) }),
  },
  'sign-checkpoint': {
    input: z.strictObject({ size: epoch, rootHash: hash, proof: z.array(hash).max(63) }),
    output: z.strictObject({ note: z.string() }),
  },
  'last-checkpoint': {
    input: z.strictObject({}),
    output: z.strictObject({ signed: z.strictObject({ size: epoch, rootHash: hash }).nullable() }),
  },
  ...VAULT_OPERATIONS,
} as const;

export type Operation = keyof typeof OPERATIONS;
export type Input<O extends Operation> = z.input<(typeof OPERATIONS)[O]['input']>;
export type Output<O extends Operation> = z.output<(typeof OPERATIONS)[O]['output']>;
export type IssuingRequest = z.infer<typeof issuingRequest>;

export const requestLine = z.strictObject({
  id: z.number().int().nonnegative(),
  op: z.enum(Object.keys(OPERATIONS) as [Operation, ...Operation[]]),
  input: z.unknown(),
});
export const answerLine = z.union([
  z.strictObject({ id: z.number().int(), ok: z.unknown() }),
  z.strictObject({
    id: z.number().int(),
    fault: z.strictObject({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  }),
]);

/** Longest line either side reads, in UTF-16 units: the largest status list fits. */
export const LONGEST_LINE = 3_000_000;
