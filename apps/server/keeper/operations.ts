import { z } from 'zod';
import { HOLD_REASONS } from '../store/tables/holds.ts';

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
const publicJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string(),
});
type PublicJwk = z.infer<typeof publicJwk>;

/** 32 bytes. */
const slotKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const address = z.object({ epoch: z.string(), slot: z.number() });
/** A hold as the key process keeps it, outside the database: opaque ids, days, instants, a series of the program. */
const holdScope = {
  series: z.array(z.string()).nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  channel: z.enum(['events', 'portal']).nullable().exactOptional(),
};
const hold = z.object({
  id: z.string(),
  ...holdScope,
  reason: z.enum(HOLD_REASONS).nullable().exactOptional(),
  placedAt: z.string(),
  placedBy: z.string(),
  salt: slotKey,
  bySalt: slotKey.exactOptional(),
  provisionalUntil: z.string(),
  confirmed: z.object({ at: z.string(), by: z.string() }).nullable(),
  narrowed: z.object(holdScope).nullable(),
  released: z.object({ at: z.string(), by: z.string(), askedBy: z.string() }).nullable(),
  lapsed: z.boolean(),
  putBackAt: z.string().nullable(),
});
/** `age`: what came later than its days lies in tables of this age or a later one. The key process's own finding: nobody tells it. */
const keptHold = hold.extend({ age: z.number().exactOptional() });
/** Destroyed everywhere only when `acknowledged` names every one of `replicas`. */
const acknowledgement = z.object({ replicas: z.array(z.string()), acknowledged: z.array(z.string()) });

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
  'last-checkpoint': z.object({ signed: z.object({ size: z.number(), rootHash: z.string() }).nullable() }),
  'vault-lease': z.object({
    slots: z.array(z.object({ epoch: z.string(), slot: z.number(), key: slotKey })),
    age: z.number(),
  }),
  'vault-open': z.object({ keys: z.array(slotKey.nullable()) }),
  'vault-alive': z.object({ alive: z.array(z.boolean()), lost: z.array(z.boolean()).exactOptional() }),
  'vault-shred': acknowledgement,
  'vault-carry': z.object({ slots: z.array(address.nullable()) }),
  'vault-expire': acknowledgement,
  'vault-leased': z.object({
    epochs: z.array(z.object({ epoch: z.string(), leased: z.array(z.number()) })),
    next: z.string().nullable(),
  }),
  'vault-hold': acknowledgement.extend({ hold: keptHold }),
  'vault-holds': z.object({ holds: z.array(keptHold), next: z.string().nullable() }),
  'vault-confirm-clock': z.object({ now: z.string() }),
  'vault-status': z.object({
    providers: z.array(z.object({ replica: z.string(), kind: z.string() })),
    replicas: z.array(
      z.object({
        name: z.string(),
        state: z.enum(['current', 'behind', 'away', 'ahead']),
        why: z.string().nullable(),
      }),
    ),
    epochs: z.array(z.object({ epoch: z.string(), slots: z.number(), leased: z.number(), live: z.number() })),
    holds: z.object({ inForce: z.number(), unsettled: z.number() }),
    warnings: z.array(z.string()),
  }),
} as const;

export type Question = keyof typeof ANSWERS;
export type Answer<Q extends Question> = z.infer<(typeof ANSWERS)[Q]>;

export type Asked = {
  'public-keys': Record<never, never>;
  /** Whole UTC days, both included. */
  'certify-desk': { publicJwk: PublicJwk; from: string; until: string; quota: number };
  /** `statuses`: one bit a place, lowest first, base64url; times in seconds. */
  'sign-status-list': { uri: string; statuses: string; iat: number; exp: number; ttl: number };
  /** In base64. `proof`: consistency with the tree that was signed last (RFC 9162 section 2.1.4), empty for the first. */
  'sign-checkpoint': { size: number; rootHash: string; proof: readonly string[] };
  'last-checkpoint': Record<never, never>;
  /** Unused slots, each given once; `month` of the latest date, `count` up to 256. `beside`: of a table of this one's age. `earliest`: below. */
  'vault-lease': {
    series: string;
    lock: SlotLock;
    month: string;
    count: number;
    beside?: string;
    earliest?: string;
  };
  /** Up to 256 items; `approvals` are ids of staff. A key is null when it is gone. */
  'vault-open': { items: readonly SlotAddress[]; approvals: readonly string[]; purpose: KeyPurpose };
  /** Up to 20,000 items, as in the next two. */
  'vault-alive': { items: readonly SlotAddress[] };
  /** `secondKeys`: two people open what these open. No hold keeps those of them that one reviewer opens. */
  'vault-shred': { items: readonly SlotAddress[]; secondKeys?: true };
  /** `to`: `hold:…` or `awaiting:…`. A place is null when the key is gone. */
  'vault-carry': { to: string; items: readonly SlotAddress[] };
  'vault-expire': { epoch: string };
  /** `after`: the last answer's `next`. */
  'vault-leased': { after?: string };
  /** Joined with what is known already; asking again changes nothing. `earliest`: the time that has certainly come. */
  'vault-hold': { hold: z.infer<typeof hold>; earliest?: string };
  /** `after`: the last answer's `next`. */
  'vault-holds': { after?: string };
  'vault-status': Record<never, never>;
  /** A person has looked: what the clock shows is the time. */
  'vault-confirm-clock': Record<never, never>;
};

export type SlotAddress = z.infer<typeof address>;
export type SlotLock =
  | 'code'
  | 'review'
  | 'papers'
  | 'card'
  | 'contact'
  | 'event-contact'
  | 'matter'
  | 'process'
  | 'counsel';
export type KeyPurpose =
  | 'event-news'
  | 'resident'
  | 'review'
  | 'second-look'
  | 'appeal'
  | 'order'
  | 'notice'
  | 'desk'
  | 'matter'
  | 'process'
  | 'counsel';
