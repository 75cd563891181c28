import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { keptHold } from './holds.ts';
import type { Root } from './root-cell.ts';
import { seal, unseal } from './sealing.ts';
import { KEY } from './table.ts';

const epoch = z.strictObject({
  epoch: z.string(),
  /** Name of the table's file: random, so that a folder's listing tells nothing and no name is used twice. */
  file: z.string(),
  generation: z.number(),
  slots: z.number(),
  /** Slots below are leased, once and for ever; also after a crash. */
  leased: z.number(),
  dead: z.number(),
  /** How old the vault was when it was begun (`ages.ts`); 0 where it is not said. */
  age: z.number().exactOptional(),
});
const index = z.strictObject({
  v: z.literal(1),
  /** Counts the changes: a replica with a smaller one is behind. */
  sequence: z.number(),
  /** Names of every replica that ever held a root, until an operator says that its cell is destroyed. */
  replicas: z.array(z.string()),
  /** How often this vault was restored from a replica: what that one had not heard of is lost, and so dead. */
  restored: z.number(),
  /** Last volume opened on each shelf: an ended epoch's name never comes back. */
  volumes: z.record(z.string(), z.number()),
  /** Carry tables that have ended. */
  ended: z.array(z.string()),
  epochs: z.array(epoch),
  /** Counts up with holds that tables begun later are left out of (`ages.ts`); 0 where it is not said. */
  age: z.number().exactOptional(),
  /** Holds of every time, the ended ones too: an old copy of the database must not bring those back either. */
  holds: z.array(keptHold).default(() => []),
});

export type EpochEntry = z.infer<typeof epoch>;
/** What the roots file says besides keys; nothing of it is secret to the service. */
export type Index = z.infer<typeof index>;

/** Index and the root of each table, by file name. Whoever opened it wipes it. */
export type Roots = { index: Index; secrets: Map<string, Buffer> };

export const NO_ROOTS: Index = {
  v: 1,
  sequence: 0,
  replicas: [],
  restored: 0,
  volumes: {},
  ended: [],
  epochs: [],
  holds: [],
};

export function copyOf({ index, secrets }: Roots): Roots {
  const copies = [...secrets].map(([file, secret]): [string, Buffer] => [file, Buffer.from(secret)]);
  return { index: structuredClone(index), secrets: new Map(copies) };
}

export function wipe(roots: Roots): void {
  for (const secret of roots.secrets.values()) secret.fill(0);
}

const MAGIC = Buffer.from('CKVR1');
const HEAD = MAGIC.length + 2;
const AAD = 'commonkey-vault-roots-v1';

/**
 * `CKVR1`, length of the wrapped key, wrapped key, sealed body. The key in between is new at every writing: an HSM may
 * take no more than 32 bytes at a time.
 */
export async function sealRoots(root: Root, roots: Roots): Promise<Buffer> {
  const text = Buffer.from(JSON.stringify(roots.index));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const secrets = roots.index.epochs.map(({ file }) => roots.secrets.get(file) ?? Buffer.alloc(KEY));
  const plain = Buffer.concat([length, text, ...secrets]);
  const key = randomBytes(KEY);
  const wrapped = await root.wrap(key);
  const body = seal(key, plain, AAD);
  key.fill(0);
  plain.fill(0);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(wrapped.length);
  return Buffer.concat([MAGIC, size, wrapped, body]);
}

/** Undefined where this root does not open it. */
export async function openRoots(root: Root, file: Buffer): Promise<Roots | undefined> {
  if (file.length <= HEAD || !file.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const end = HEAD + file.readUInt16BE(HEAD - 2);
  const key = await root.unwrap(file.subarray(HEAD, end));
  if (!key) return undefined;
  const plain = await unseal(key, file.subarray(end), AAD);
  key.fill(0);
  if (!plain) return undefined;
  const start = 4 + plain.readUInt32BE();
  const read = index.parse(JSON.parse(plain.toString('utf8', 4, start)));
  const secrets = new Map(
    read.epochs.map(({ file: name }, i) => [
      name,
      Buffer.from(plain.subarray(start + i * KEY, start + (i + 1) * KEY)),
    ]),
  );
  plain.fill(0);
  return { index: read, secrets };
}
