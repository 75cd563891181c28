import type { LegalKind, PlainDate } from '@commonkey/program';
import { legalEndOf } from '@commonkey/program';
import { openRecord } from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { LONGEST_COPY } from '../../register/service.ts';
import type { Reader, Writer } from '../../store/store.ts';
import type { VaultRoomCode } from '../../vault/errors.ts';
import type { SealedRecord } from '../../vault/vault.ts';
import { keepSealed } from '../keep-sealed.ts';
import type { DemandCode } from './errors.ts';
import { addStep } from './steps.ts';

/** Longest text of one field, in characters. */
export const LONGEST_TEXT = 20_000;
const LONGEST_LINE = 300;

/** Everything about the paper that somebody typed: it may name people, and so it is in no column. */
export const PAPER_LINES = [
  'agency',
  'suboffice',
  'officer',
  'title',
  'badge',
  'telephone',
  'email',
  'form',
  'authority',
  'signer',
  'court',
  'docket',
  'judge',
  'place',
  'acceptedBy',
  'gagScope',
] as const;
export type PaperLine = (typeof PAPER_LINES)[number];

const text = z.string().max(LONGEST_TEXT);
const publicText = z.string().max(LONGEST_COPY);
const lines = z.partialRecord(z.enum(PAPER_LINES), z.string().max(LONGEST_LINE));
/** Longest reason for covering a part of the scan, in characters. */
export const LONGEST_REASON = 300;
/** Pages of scans, and parts of them that are covered, in one public copy. */
export const MOST_SCANNED = 60;
export const MOST_COVERED = 60;
const percent = z.number().min(0).max(100);

/** A part that is covered, of a page of the copy: its sides in percent of the page, by which law, and why in counsel’s words. */
const covering = z.strictObject({
  page: z.int().min(1).max(MOST_SCANNED),
  left: percent,
  top: percent,
  width: percent,
  height: percent,
  exemption: z.string().max(40),
  reason: z.string().max(LONGEST_REASON),
});

/** One addition to what is sealed about a demand. Nothing sealed is changed: what is to be put right is added. */
const entry = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('paper'), at: z.iso.datetime(), lines, items: z.array(text).max(40) }),
  z.strictObject({ is: z.literal('item'), at: z.iso.datetime(), place: z.int().min(1).max(40), words: text }),
  z.strictObject({ is: z.literal('scan'), at: z.iso.datetime(), jpegs: z.array(z.string()).max(60) }),
  z.strictObject({ is: z.literal('note'), at: z.iso.datetime(), text }),
  /** What is to be public, as the first of two law officers wrote it. */
  z.strictObject({ is: z.literal('public-copy'), at: z.iso.datetime(), by: z.uuid(), text: publicText }),
  /** What is to be public of the scan, as the first of two made it. No pages: it is to be taken off the register. */
  z.strictObject({
    is: z.literal('covered-scan'),
    at: z.iso.datetime(),
    by: z.uuid(),
    /** Which pages of which scans it is made from, in the order of its own. */
    pages: z
      .array(
        z.strictObject({
          scan: z.iso.datetime(),
          page: z.int().min(1),
          width: z.int().min(1),
          height: z.int().min(1),
        }),
      )
      .max(MOST_SCANNED),
    boxes: z.array(covering).max(MOST_COVERED),
    jpegs: z.array(z.string()).max(MOST_SCANNED),
  }),
]);
export type SealedEntry = z.infer<typeof entry>;
export type CoveredScan = Extract<SealedEntry, { is: 'covered-scan' }>;
export type Covering = CoveredScan['boxes'][number];

type About = { demand: string; receivedOn: PlainDate };

/** Seals one addition. City hall can do that alone; it opens nothing. Faults of the key process, `demands-not-set-up`. */
export const sealAbout = (
  context: Context,
  kind: LegalKind,
  about: About,
  added: SealedEntry,
): Promise<SealedRecord> =>
  sealBytes(context, kind, about, new TextEncoder().encode(JSON.stringify(entry.parse(added))));

/** Seals bytes about a demand, and wipes them. Faults as `sealAbout`. */
export async function sealBytes(
  context: Context,
  kind: LegalKind,
  { demand, receivedOn }: About,
  plain: Uint8Array,
): Promise<SealedRecord> {
  try {
    const { program } = context.program;
    if (!program.legal?.records) throw new Fault<DemandCode>('demands-not-set-up');
    const endsOn = legalEndOf(program, kind, { receivedOn });
    return await context.vault.seal({ matter: demand, kind, endsOn, plain, share: null });
  } finally {
    plain.fill(0);
  }
}

/** Adds to what is sealed about an open demand, in one transaction with the step that says so. Fault `demand-closed`. */
export async function addAbout(
  context: Context,
  kind: LegalKind,
  about: About & { by: string },
  added: SealedEntry,
): Promise<void> {
  const sealed = await sealAbout(context, kind, about, added);
  await keepSealed(context, sealed, (keep) =>
    context.store.write(async (tx) => {
      await addStep(context, tx, about.demand, { step: 'added', what: kind }, about.by);
      await keep(tx);
    }),
  );
}

/**
 * Opens what is sealed about a demand for one law officer, oldest first. The key process is told who, and the step is in the
 * register and the ledger before anything is shown. The caller has seen a fresh touch of their passkey.
 */
export async function openAbout(
  context: Context,
  kind: LegalKind,
  { demand, by }: { demand: string; by: string },
): Promise<SealedEntry[]> {
  const { store, vault } = context;
  const ids = await entriesOf(store.read, kind, demand);
  const released =
    ids.length === 0
      ? []
      : await vault.release(store.read, { matter: demand, ids }, { purpose: kind, approvals: [by] });
  try {
    await store.write((tx) =>
      addStep(context, tx, demand, { step: 'opened', what: kind }, by, { closed: true }),
    );
    const opened = await Promise.all(
      released.map(async ({ id, sealed, slotKey }) => {
        const plain = await openRecord({ recordId: id, slotKey, share: null, sealed });
        try {
          return entry.parse(JSON.parse(new TextDecoder().decode(plain)));
        } finally {
          plain.fill(0);
        }
      }),
    );
    return opened.sort((a, b) => (a.at < b.at ? -1 : 1));
  } finally {
    for (const { slotKey } of released) slotKey.fill(0);
  }
}

/** Entries alone: letters, bundles and counsel's words on a withheld paper are sealed beside them and open one by one. */
async function entriesOf(read: Reader, kind: LegalKind, demand: string): Promise<string[]> {
  const rows = await read
    .selectFrom('vault_records')
    .select('id')
    .where('matter', '=', demand)
    .where('kind', '=', kind)
    .where('tombstoned_on', 'is', null)
    .where('id', 'not in', (of) => of.selectFrom('demand_letters').select('demand_letters.sealed'))
    .where('id', 'not in', (of) => of.selectFrom('demand_productions').select('demand_productions.sealed'))
    .where('id', 'not in', (of) => of.selectFrom('demand_privileges').select('demand_privileges.sealed'))
    .execute();
  return rows.map(({ id }) => id);
}

/** @param production the bundle that is opened, where it is one */
type Opening = { demand: string; ids: readonly string[]; by: string; production?: string | null };

/**
 * Opens papers that are sealed beside the entries, for one law officer; the step is in the register before anything is shown.
 * The caller has seen a fresh touch of their passkey, and wipes what it gets.
 * @returns in the order asked for
 * @throws Fault `record-gone` where one has ended | those of the key process
 */
export async function openPapers(
  context: Context,
  kind: LegalKind,
  { demand, ids, by, production = null }: Opening,
): Promise<Uint8Array[]> {
  if (ids.length === 0) return [];
  const { store, vault } = context;
  const released = await vault.release(
    store.read,
    { matter: demand, kinds: [kind], ids },
    { purpose: kind, approvals: [by] },
  );
  try {
    await store.write((tx) =>
      addStep(context, tx, demand, { step: 'opened', what: kind, production }, by, { closed: true }),
    );
    return await Promise.all(
      ids.map((id) => {
        const found = released.find((one) => one.id === id);
        if (!found) throw new Fault<VaultRoomCode>('record-gone');
        const { sealed, slotKey } = found;
        return openRecord({ recordId: id, slotKey, share: null, sealed });
      }),
    );
  } finally {
    for (const { slotKey } of released) slotKey.fill(0);
  }
}

/** Both kinds get the day that the city's rules give a closed matter. */
export async function bringToClosing(
  context: Context,
  tx: Writer,
  { demand, receivedOn }: About,
  closedOn: PlainDate,
): Promise<void> {
  const { program } = context.program;
  for (const kind of ['process', 'counsel'] as const)
    await context.vault.bringNearer(
      tx,
      { matter: demand, kinds: [kind] },
      legalEndOf(program, kind, { receivedOn, closedOn }),
    );
}
