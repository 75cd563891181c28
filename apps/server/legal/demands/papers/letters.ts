import { createHash } from 'node:crypto';
import { RECORD_CLASSES } from '@commonkey/exposure';
import { instrumentRule } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { requirePrintable } from '../../../paper/printable.ts';
import type { Reader } from '../../../store/store.ts';
import { isConfirmed } from '../../requests/rules.ts';
import { today } from '../../review.ts';
import type { DemandCode } from '../errors.ts';
import { type LetterRow, letterEvent } from '../events.ts';
import { openPapers, sealBytes } from '../sealed.ts';
import { lockDemand } from '../steps.ts';
import { mustBeLaw, secondWord, waitsFor } from '../two.ts';
import { type DemandView, type ItemView, oneDemand } from '../view.ts';
import {
  ALL_THERE_IS,
  answerOf,
  type ItemFound,
  mustHoldNone,
  mustHoldNoneOfItsOwn,
} from './letter-answers.ts';
import { itemsOf, type LetterWish, letterWish, missingFacts } from './letter-facts.ts';
import { type LetterBody, letterBody } from './letter-text.ts';
import { paperSay } from './say.ts';
import { notYetOut } from './went-out.ts';

/** What is sealed: what officers put in, and what the letter says. The random bytes keep its digest from being tried. */
const sealedLetter = z.strictObject({
  nonce: z.string().length(64),
  language: z.string().max(20),
  wish: letterWish,
  body: z.custom<LetterBody>((given) => typeof given === 'object' && given !== null),
});
export type SealedLetter = z.infer<typeof sealedLetter>;

/** Whether any of what an item asks for is kept by this service at all. */
export const asksHere = ({ classes }: Pick<ItemView, 'classes'>): boolean =>
  RECORD_CLASSES.some((one) => classes.includes(one));

/**
 * What a letter says as things stand now.
 * @throws Fault `reply-facts-missing` {facts} | `reply-rule-unconfirmed` | `reply-scope-unreadable` {n} |
 *   `paper-unprintable` {characters, field} | `reply-undetermined` {n} | `reply-records-exist` {n} | `demand-unknown`
 */
export async function composed(
  context: Context,
  demand: string,
  { wish, by, language }: { wish: LetterWish; by: string; language: string },
): Promise<{ view: DemandView; body: LetterBody }> {
  const view = await oneDemand(context, demand);
  const { program } = context.program;
  const notOut = await notYetOut(context.store.read, itemsOf(view, wish.letter));
  const missing = missingFacts(context, view, wish, { asksHere, notOut });
  if (missing.length > 0) throw new Fault<DemandCode>('reply-facts-missing', { facts: missing.join(' ') });
  requirePrintable({ recipient: wish.to, own: wish.own, responsible: wish.responsible });
  const law = instrumentRule(program, view.row.instrument)?.basis;
  if (law && !isConfirmed(program, law.source)) throw new Fault<DemandCode>('reply-rule-unconfirmed');
  const found = new Map<number, ItemFound>();
  for (const item of itemsOf(view, wish.letter)) {
    await mustHoldNoneOfItsOwn(context, view, item, by);
    if (!asksHere(item)) continue;
    const answer = await answerOf(context, item, {
      scope: wish.scopes[item.place] ?? '',
      as: ALL_THERE_IS,
      by,
    });
    mustHoldNone(item, answer);
    found.set(item.place, answer);
  }
  const held = await isHeld(context.store.read, view.holds);
  return {
    view,
    body: letterBody({ view, wish, found, held }, { language, say: paperSay(language), program }),
  };
}

async function isHeld(read: Reader, holds: readonly string[]): Promise<boolean> {
  if (holds.length === 0) return false;
  const open = await read
    .selectFrom('legal_holds')
    .select('id')
    .where('id', 'in', [...holds])
    .where('released_at', 'is', null)
    .execute();
  return open.length > 0;
}

/** Makes a letter ready and seals it. It goes out when another law officer says so. Faults of `composed`, `demand-closed`. */
export async function prepareLetter(
  context: Context,
  demand: string,
  { wish, by, language }: { wish: LetterWish; by: string; language: string },
): Promise<string> {
  const { store, vault, random } = context;
  await mustBeLaw(context, by);
  const { view, body } = await composed(context, demand, { wish, by, language });
  const nonce = Buffer.from(random(32)).toString('hex');
  const content: SealedLetter = { nonce, language, wish, body };
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const digest = createHash('sha256').update(plain).digest();
  const sealed = await sealBytes(context, 'process', { demand, receivedOn: view.row.received_on }, plain);
  const id = crypto.randomUUID();
  const { letter } = wish;
  try {
    await store.write(async (tx) => {
      await lockDemand(tx, demand);
      await vault.keep(tx, sealed);
      await tx
        .insertInto('demand_letters')
        .values({
          id,
          demand,
          letter,
          sealed: sealed.id,
          digest,
          proposed_on: today(context),
          proposed_by: by,
        })
        .execute();
    });
  } catch (error) {
    await vault.discard([sealed]);
    throw error;
  }
  return id;
}

/** Opens a letter for a law officer. Faults `reply-unknown`, `record-gone`, `reply-altered`. */
export async function openLetter(
  context: Context,
  demand: string,
  { letter, by }: { letter: string; by: string },
): Promise<{ row: LetterRow; content: SealedLetter }> {
  const row = await letterRow(context.store.read, demand, letter);
  const [plain] = await openPapers(context, 'process', { demand, ids: [row.sealed], by });
  if (!plain) throw new Fault<DemandCode>('reply-unknown');
  try {
    if (!createHash('sha256').update(plain).digest().equals(row.digest))
      throw new Fault<DemandCode>('reply-altered');
    return { row, content: sealedLetter.parse(JSON.parse(new TextDecoder().decode(plain))) };
  } finally {
    plain.fill(0);
  }
}

async function letterRow(read: Reader, demand: string, id: string): Promise<LetterRow> {
  const row = await read
    .selectFrom('demand_letters')
    .selectAll()
    .where('id', '=', id)
    .where('demand', '=', demand)
    .executeTakeFirst();
  if (!row) throw new Fault<DemandCode>('reply-unknown');
  return row;
}

const SENDING = {
  unknown: 'reply-unknown',
  already: 'reply-issued-already',
  alone: 'reply-needs-second-person',
} as const;

/**
 * Another law officer sends it. Everything is asked again as things stand now, and must still say the same. From then on it is
 * in the ledger, and nothing of it changes.
 * @throws Fault `reply-needs-second-person` | `reply-issued-already` | `reply-not-last` | `reply-outdated` | those of
 *   `prepareLetter` and `openLetter`
 */
export async function issueLetter(
  context: Context,
  demand: string,
  { letter, by }: { letter: string; by: string },
): Promise<void> {
  const { store } = context;
  await mustBeLaw(context, by);
  waitsFor(by, await letterRow(store.read, demand, letter), SENDING);
  const { content } = await openLetter(context, demand, { letter, by });
  const { language, wish } = content;
  const { body } = await composed(context, demand, { wish, by, language });
  if (JSON.stringify(body) !== JSON.stringify(content.body)) throw new Fault<DemandCode>('reply-outdated');
  await store.write(async (tx) => {
    await lockDemand(tx, demand);
    const asked = await tx
      .selectFrom('demand_letters')
      .selectAll()
      .where('id', '=', letter)
      .forUpdate()
      .executeTakeFirst();
    const row = waitsFor(by, asked, SENDING);
    const newer = await tx
      .selectFrom('demand_letters')
      .select('id')
      .where('demand', '=', demand)
      .where('letter', '=', row.letter)
      .where('turn', '>', row.turn)
      .executeTakeFirst();
    if (newer) throw new Fault<DemandCode>('reply-not-last');
    const second = await secondWord(context, tx, by, (word) => letterEvent({ ...row, ...word }));
    await tx.updateTable('demand_letters').set(second).where('id', '=', letter).execute();
  });
}

/** Letters of a demand, the newest first. */
export const lettersOf = (read: Reader, demand: string): Promise<LetterRow[]> =>
  read
    .selectFrom('demand_letters')
    .selectAll()
    .where('demand', '=', demand)
    .orderBy('turn', 'desc')
    .execute();
