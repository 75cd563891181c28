import { addPeriod, legalEndOf, type PlainDate } from '@commonkey/program';
import { openRecord } from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { Track } from '../../store/tables/legal-tracks.ts';
import type { VaultRoomCode } from '../../vault/errors.ts';
import type { SealedRecord } from '../../vault/vault.ts';
import { requestRules } from '../requests/rules.ts';
import type { TracksCode } from './errors.ts';

export const LONGEST_WORDS = 4_000;
const text = z.string().max(LONGEST_WORDS);

/** Everything that somebody said or wrote: it lies in the vault and nowhere else. */
const said = z.strictObject({ contact: text, words: text });
export type Said = z.infer<typeof said>;

/** An emergency is the law department's, as the paper of a demand is; an own request is answered as any request for records. */
const KINDS = { emergency: 'process', own: 'request' } as const;
const PURPOSES = { emergency: 'process', own: 'matter' } as const;

type About = { id: string; track: Track; received_on: PlainDate };

/**
 * The last day of what is sealed: while the matter is open, and once it is over.
 * @throws Fault `track-not-set-up`
 */
export function sealedUntil(
  { program: { program } }: Pick<Context, 'program'>,
  { track, received_on: receivedOn }: About,
  closedOn: PlainDate | null = null,
): PlainDate {
  if (track === 'emergency') {
    if (!program.legal?.records) throw new Fault<TracksCode>('track-not-set-up');
    return legalEndOf(program, 'process', { receivedOn, closedOn });
  }
  if (!program.requests) throw new Fault<TracksCode>('track-not-set-up');
  const { atMost, afterClosing } = requestRules(program).keep;
  return closedOn === null ? addPeriod(receivedOn, atMost) : addPeriod(closedOn, afterClosing);
}

/** Null where nothing was typed: what somebody says at the counter need not be written down. */
export async function seal(context: Context, about: About, words: Said): Promise<SealedRecord | null> {
  if (words.contact.trim() === '' && words.words.trim() === '') return null;
  if (!said.safeParse(words).success) throw new Fault<TracksCode>('track-too-long', { most: LONGEST_WORDS });
  const plain = new TextEncoder().encode(JSON.stringify(words));
  const endsOn = sealedUntil(context, about);
  return context.vault
    .seal({ matter: about.id, kind: KINDS[about.track], endsOn, plain, share: null })
    .finally(() => plain.fill(0));
}

/**
 * Reads what was sealed for one officer, in memory alone; the key process journals who.
 * @throws Fault `record-gone` where it has ended | those of the key process
 */
export async function open(
  { vault, store }: Pick<Context, 'vault' | 'store'>,
  { id, track, sealed }: { id: string; track: Track; sealed: string },
  staffId: string,
): Promise<Said> {
  const how = { purpose: PURPOSES[track], approvals: [staffId] };
  const [found] = await vault.release(store.read, { matter: id, ids: [sealed] }, how);
  if (!found) throw new Fault<VaultRoomCode>('record-gone');
  try {
    const plain = await openRecord({
      recordId: sealed,
      slotKey: found.slotKey,
      share: null,
      sealed: found.sealed,
    });
    try {
      return said.parse(JSON.parse(new TextDecoder().decode(plain)));
    } finally {
      plain.fill(0);
    }
  } finally {
    found.slotKey.fill(0);
  }
}
