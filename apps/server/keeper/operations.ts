import { z } from 'zod';

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
const publicJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
});
type PublicJwk = z.infer<typeof publicJwk>;

/** The questions city hall asks its key process, and the shape each answer must have. */
export const ANSWERS = {
  'public-keys': z.object({
    issuer: z.string(),
    practice: z.boolean(),
    roots: z.array(publicJwk),
    issuing: z.array(
      z.object({
        quarter: z.string(),
        from: z.string(),
        until: z.string(),
        publicJwk,
        certificate: base64url.nullable(),
      }),
    ),
    checkpoint: z.object({ name: z.string(), publicKey: base64url }),
  }),
  'certify-desk': z.object({ certificate: base64url, issuingKid: z.string() }),
  'sign-status-list': z.object({ token: base64url }),
  'sign-checkpoint': z.object({ note: z.string() }),
} as const;

export type Question = keyof typeof ANSWERS;
export type Answer<Q extends Question> = z.infer<(typeof ANSWERS)[Q]>;

export type Asked = {
  'public-keys': Record<never, never>;
  /** Whole UTC days, both included. */
  'certify-desk': { publicJwk: PublicJwk; from: string; until: string; quota: number };
  /** `statuses`: one bit a place, lowest first, base64url; times in seconds. */
  'sign-status-list': { uri: string; statuses: string; iat: number; exp: number; ttl: number };
  /** `rootHash` in base64. */
  'sign-checkpoint': { size: number; rootHash: string };
};
