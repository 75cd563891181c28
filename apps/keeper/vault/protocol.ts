import { z } from 'zod';
import { CARRY_EPOCH, LOCKS, MONTH_EPOCH } from './epoch-name.ts';
import { hold, instant, keptHold } from './holds.ts';
import { PURPOSES } from './policy.ts';

const epoch = z.string().refine((name) => MONTH_EPOCH.test(name) || CARRY_EPOCH.test(name));
const address = z.strictObject({ epoch, slot: z.number().int().min(0).max(10_000_000) });
const key = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const names = z.array(z.string());
const name = z.string().regex(/^[a-z0-9-]{1,40}$/);
/** `replicas`: all that ever held a root. Complete when `acknowledged` names them all. */
const done = z.strictObject({ replicas: names, acknowledged: names });

/** Longest list in one question. */
export const MOST_ITEMS = 20_000;
/** The time as city hall takes it for certain. Days of a hold are over when both of us say so; not said, they are not. */
const earliest = { earliest: instant.exactOptional() };
const items = (most: number) => z.array(address).min(1).max(most);

export const VAULT_OPERATIONS = {
  /**
   * Unused slots, each given out once and never again. `beside`: a table that what is sealed belongs with, as a further record of
   * an application does; then they are of that one's age. `oldest`: it belongs with something of which no table is known.
   */
  'vault-lease': {
    input: z.strictObject({
      series: z.string().regex(/^[a-z0-9-]{1,60}$/),
      lock: z.enum(LOCKS),
      month: z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/),
      count: z.number().int().min(1).max(256),
      beside: epoch.or(z.literal('oldest')).exactOptional(),
      ...earliest,
    }),
    output: z.strictObject({
      slots: z.array(z.strictObject({ epoch, slot: z.number(), key })),
      /** Of the tables of all of them. */
      age: z.number(),
    }),
  },
  /** `approvals`: opaque ids of the members of staff who approved. Null: the key is gone. */
  'vault-open': {
    input: z.strictObject({
      items: items(256),
      approvals: z.array(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)).max(8),
      purpose: z.enum(PURPOSES),
    }),
    output: z.strictObject({ keys: z.array(key.nullable()) }),
  },
  'vault-alive': {
    input: z.strictObject({ items: items(MOST_ITEMS) }),
    /** `lost`: with an earlier key process, as was declared when the city was restored; nobody ended it. Not said where none is. */
    output: z.strictObject({ alive: z.array(z.boolean()), lost: z.array(z.boolean()).exactOptional() }),
  },
  /**
   * Asking again changes nothing and tells where it stands. `secondKeys`: city hall says that halves for two people open what
   * these do. Then no hold keeps those of them that one reviewer opens; of any other lock nothing that is said lifts a hold.
   */
  'vault-shred': {
    input: z.strictObject({ items: items(MOST_ITEMS), secondKeys: z.literal(true).exactOptional() }),
    output: done,
  },
  /** Into the table of one hold or certificate. Null: the key is gone. Asking again gives the same slots. */
  'vault-carry': {
    input: z.strictObject({ to: z.string().regex(CARRY_EPOCH), items: items(MOST_ITEMS) }),
    output: z.strictObject({ slots: z.array(address.nullable()) }),
  },
  /** Ends a table whose leased slots are all dead; for a month's table, after that month. */
  'vault-expire': { input: z.strictObject({ epoch }), output: done },
  /** Leased slots that live, a page of tables at a time: `next` is the `after` of the next question. */
  'vault-leased': {
    input: z.strictObject({ after: epoch.exactOptional() }),
    output: z.strictObject({
      epochs: z.array(z.strictObject({ epoch, leased: z.array(z.number()) })),
      next: epoch.nullable(),
    }),
  },
  /** What city hall knows of a hold, joined with what was known: placed, confirmed, released, lapsed, put back. */
  'vault-hold': { input: z.strictObject({ hold, ...earliest }), output: done.extend({ hold: keptHold }) },
  /** By id, a page at a time. */
  'vault-holds': {
    input: z.strictObject({ after: z.string().max(36).exactOptional() }),
    output: z.strictObject({ holds: z.array(keptHold), next: z.string().nullable() }),
  },
  'vault-status': {
    input: z.strictObject({}),
    output: z.strictObject({
      /** Where the vault keeps its own root. */
      providers: z.array(z.strictObject({ replica: name, kind: z.enum(['file', 'pkcs11']) })),
      replicas: z.array(
        z.strictObject({
          name,
          state: z.enum(['current', 'behind', 'away', 'ahead']),
          /** What kept it away last. */
          why: z.string().nullable(),
        }),
      ),
      epochs: z.array(
        z.strictObject({
          epoch,
          slots: z.number(),
          leased: z.number(),
          /** Leased and not shredded. */
          live: z.number(),
        }),
      ),
      /** `unsettled`: put back after the database had forgotten them, and nobody has looked since. */
      holds: z.strictObject({ inForce: z.number(), unsettled: z.number() }),
      /** Stable codes; each has its words under `vault.<code>`. */
      warnings: z.array(
        z.enum([
          'no-vault-yet',
          'cell-on-disk',
          'one-replica',
          'replica-behind',
          'clock-in-doubt',
          'reserve-missing',
          'hold-put-back',
        ]),
      ),
    }),
  },
  /** An operator has looked at the clock. */
  'vault-confirm-clock': { input: z.strictObject({}), output: z.strictObject({ now: z.string() }) },
  /** An operator says that this replica's cell is destroyed and it will not come back. */
  'vault-retire': { input: z.strictObject({ replica: name }), output: done },
  /** Restores from a replica aside and compares every living key, by keyed digest. */
  'vault-drill': {
    input: z.strictObject({ replica: name }),
    output: z.strictObject({
      replica: name,
      tables: z.number(),
      keys: z.number(),
      /** Holds that the replica has as the vault has them. */
      holds: z.number(),
      /** Holds that it lacks or has otherwise. */
      holdsAmiss: z.number(),
      /** Tables whose living keys did not all open. */
      failed: z.array(epoch),
      /** Changes that the replica has not heard of. */
      behind: z.number(),
    }),
  },
  /** The vault itself is lost: takes it from the replica that knows most. */
  'vault-restore': {
    input: z.strictObject({ replica: name }),
    output: z.strictObject({ tables: z.number(), keys: z.number() }),
  },
} as const;

export type VaultOperation = keyof typeof VAULT_OPERATIONS;
/** An operation's input and output, once read. */
export type Asked<O extends VaultOperation> = z.output<(typeof VAULT_OPERATIONS)[O]['input']>;
export type Told<O extends VaultOperation> = z.output<(typeof VAULT_OPERATIONS)[O]['output']>;
