import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { actionHash, approve, approved, askApproval } from '../../staff/service.ts';
import type { Reader } from '../../store/store.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';
import type { ReviewCode } from '../errors.ts';
import { keysOf } from '../evidence/keys.ts';
import { base64url, type HalvesRow, type SealedHalf, sealedHalves } from '../evidence/sealed-half.ts';
import type { SealedPart } from '../open.ts';
import { recordOpening } from '../openings.ts';
import { enoughForOrder, orderOfficers } from '../who-opens.ts';

/**
 * What two officers agree on: this one record, opened in the browser that holds this one key. The key pair is made for the
 * request and lives in the asking officer's page alone.
 */
export type Order = { application: string; publicKey: string };
export type Unsealed = {
  application: string;
  /** The asking officer's halves of the share, as they are sealed, and the share's commitment; base64url. */
  halves: SealedHalf[];
  committed: string;
  records: SealedPart[];
};

/** A reviewer alone can still open it, as everybody was told; by order it opens after that, and only then (T10). */
const UNDECIDED: readonly ApplicationState[] = ['waiting', 'asked', 'second-look', 'appealed'];

const hashOf = ({ application, publicKey }: Order): string =>
  actionHash('open-evidence', { application, key: publicKey });

function mustBeDecided({ state }: { state: ApplicationState }): void {
  if (UNDECIDED.includes(state)) throw new Fault<ReviewCode>('unseal-undecided');
}

function mustBeTwo(people: ReadonlySet<string>): void {
  if (!enoughForOrder(people)) throw new Fault<ReviewCode>('unseal-needs-second');
}

/**
 * One officer asks, by the reference that a court order or the resident names. Faults `unseal-reference-unknown`: nothing
 * that was sent has it; `unseal-undecided`; `unseal-needs-second`: nobody else could agree.
 */
export async function askToOpen(
  context: Context,
  staffId: string,
  reference: string,
  publicKey: string,
): Promise<{ request: string; application: string }> {
  const row = await context.store.read
    .selectFrom('applications')
    .select(['id', 'state'])
    .where('reference', '=', reference)
    .where('dual_boxes', 'is not', null)
    .executeTakeFirst();
  if (!row) throw new Fault<ReviewCode>('unseal-reference-unknown');
  mustBeDecided(row);
  mustBeTwo(await orderOfficers(context.store.read));
  const facts = { application: row.id, key: publicKey };
  const wish = { action: 'open-evidence', facts, subject: staffId, askedBy: staffId } as const;
  const request = await context.store.write((tx) => askApproval(context, tx, wish));
  return { request, application: row.id };
}

/**
 * Another officer agrees to exactly what was asked, and gets their own half to pass it on. Faults `approval-unknown`,
 * `approval-needs-second-person`, `unseal-undecided`, `unseal-unknown`: another record or key than asked for.
 */
export async function agreeToOpen(
  context: Context,
  staffId: string,
  request: string,
  order: Order,
): Promise<SealedHalf[]> {
  return context.store.write(async (tx) => {
    const { hash } = await approve(context, tx, request, staffId, 'open-evidence');
    if (hash !== hashOf(order)) throw new Fault<ReviewCode>('unseal-unknown');
    const row = await tx
      .selectFrom('applications')
      .select(['dual_boxes', 'given_boxes', 'state'])
      .where('id', '=', order.application)
      .forShare()
      .executeTakeFirst();
    if (!row?.dual_boxes) throw new Fault<ReviewCode>('unseal-unknown');
    mustBeDecided(row);
    return halvesOf(tx, { ...row, dual_boxes: row.dual_boxes }, staffId);
  });
}

/**
 * Hands out the record with the keeper's keys, once for each approval and to the officer who asked. Both openings are written
 * down. Where the key process refuses, or an appeal came meanwhile, the approval is not spent. Faults `approval-needed`,
 * `unseal-undecided`, `unseal-needs-second`, `unseal-unknown`.
 */
export async function openByOrder(context: Context, staffId: string, order: Order): Promise<Unsealed> {
  const { application } = order;
  return context.store.write(async (tx) => {
    const { askedBy, approvedBy } = await approved(context, tx, hashOf(order));
    const row = await tx
      .selectFrom('applications')
      .select(['dual_boxes', 'given_boxes', 'share_commitment', 'state'])
      .where('id', '=', application)
      .forShare()
      .executeTakeFirst();
    if (askedBy !== staffId || !row?.dual_boxes || !row.share_commitment)
      throw new Fault<ReviewCode>('unseal-unknown');
    mustBeDecided(row);
    const both = new Set([askedBy, approvedBy]);
    mustBeTwo(both);
    for (const officer of both) await recordOpening(context, tx, officer, 'order');
    const released = await context.vault.release(
      tx,
      { application, kinds: ['card', 'papers'] },
      { purpose: 'order', approvals: [...both] },
    );
    const records = released.map(({ id, kind, sealed, slotKey }) => {
      const part = { id, kind, sealed: base64url(sealed), key: base64url(slotKey) };
      slotKey.fill(0);
      return part;
    });
    return {
      application,
      halves: await halvesOf(tx, { ...row, dual_boxes: row.dual_boxes }, staffId),
      committed: base64url(row.share_commitment),
      records,
    };
  });
}

/** What is sealed to others stays here. */
async function halvesOf(read: Reader, row: HalvesRow, staffId: string): Promise<SealedHalf[]> {
  const keys = await keysOf(read, staffId);
  return sealedHalves(
    row,
    keys.map(({ publicKey }) => publicKey),
  );
}
