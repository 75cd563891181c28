import { endOf } from '@commonkey/program';
import type { WaitingPerson } from '@commonkey/shift';
import { commitment, sameBytes } from '@commonkey/vault';
import { isFault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { boxesForReviewers, dualBoxesFor, type Halves } from '../review/service.ts';
import type { Writer } from '../store/store.ts';
import type { SealedRecord, VaultKind } from '../vault/vault.ts';
import { type Answers, encodeAnswers } from './answers.ts';
import { lockApplication, openDraft, rulesNow, today } from './draft.ts';
import { type FileAnswers, packCard, packContact, packPapers } from './file-layout.ts';
import { type PortalSession, reboxSession } from './session.ts';
import { cardName, nextStep, pathOf, prune } from './steps.ts';
import { intakeNow } from './switch/intake.ts';

/** `sent` and `already` are one answer to the resident: the same confirmation, the same reference. */
export type Submission = 'sent' | 'already' | 'incomplete' | 'closed';

/** Answers that change while they are being sealed, by another tab, are sealed again. */
const TRIES = 3;

/**
 * Sends an application: seals everything anew, out of the draft's reach, and in one transaction makes it wait for a reviewer
 * while the draft ends. Asked twice, at once or again, it is sent once. Faults of the keeper, the disk and the database come
 * through: nothing is sent then, and the draft is as it was.
 */
export async function submit(context: Context, session: PortalSession): Promise<Submission> {
  if (session.application.state !== 'draft') return 'already';
  if ((await intakeNow(context)).closed !== null) return 'closed';
  for (let tries = 0; tries < TRIES; tries += 1) {
    const outcome = await sendOnce(context, session);
    if (outcome !== 'changed') return outcome;
  }
  return 'incomplete';
}

async function sendOnce(context: Context, session: PortalSession): Promise<Submission | 'changed'> {
  const { store, vault } = context;
  const application = session.application.id;
  const draft = await openDraft(context, store.read, session);
  const rules = rulesNow(context);
  // A day later, or with one sender fewer, other questions may stand than when it was answered.
  const answers = prune(rules, draft.answers);
  if (nextStep(rules, answers) !== null) return 'incomplete';
  if (session.file === null || session.draft === null) return 'incomplete';
  const box = await boxesForReviewers(store.read, session.file, application);
  const sealed = await sealAll(context, session, answers, { share: session.file, box: box.plain });
  const halves = await dualBoxesFor(store.read, session.file, application);
  const outcome = await store.write(async (tx) => {
    const row = await lockApplication(tx, application);
    if (row?.state !== 'draft') return 'already';
    const now = await openDraft(context, tx, session);
    if (!sameBytes(encodeAnswers(now.answers), encodeAnswers(draft.answers))) return 'changed';
    for (const record of sealed) await vault.keep(tx, record);
    await wait(context, tx, session, { ...halves, review_keys: [...box.keys] });
    await vault.end(tx, { application, kinds: DRAFT_KINDS }, 'superseded');
    return 'sent';
  });
  // Another tab sent it, or changed it. Where the transaction failed nobody can tell what it kept: that is left to the destroyer.
  if (outcome === 'sent') await finishDraft(context, application);
  else await vault.discard(sealed);
  return outcome;
}

const DRAFT_KINDS: readonly VaultKind[] = ['draft', 'piece'];

/** The row says that it waits, since which hour, and who may open it; the session needs the draft's share no more. */
async function wait(
  context: Context,
  tx: Writer,
  session: PortalSession,
  officers: Halves & { review_keys: string[] },
): Promise<void> {
  const { program } = context.program;
  const hour = Math.floor(context.clock.now().getTime() / 3_600_000) * 3_600_000;
  const share = session.file;
  await tx
    .updateTable('applications')
    .set({
      state: 'waiting',
      policy_version: program.version,
      waiting_since: new Date(hour),
      share_commitment: share && (await commitment(share)),
      ...officers,
      ends_on: endOf(program, 'application', { submission: today(context) }),
    })
    .where('id', '=', session.application.id)
    .execute();
  // Whoever helped sees nothing of it afterwards (UX-22): only the code has the share then.
  await reboxSession(context, tx, session, {
    draft: null,
    file: session.helper ? null : share,
    code: null,
  });
}

async function sealAll(
  context: Context,
  session: PortalSession,
  answers: Answers,
  file: { share: Uint8Array; box: Uint8Array },
): Promise<SealedRecord[]> {
  const { store, vault } = context;
  const application = session.application.id;
  const { pictures = [], face, contact } = answers;
  const ids = [...pictures.map(({ id }) => id), face ?? ''];
  const images = await vault.open(store.read, ids, session.draft);
  const papers = packPapers(
    pictures.map(({ shows }, place) => ({ shows, jpeg: images[place] ?? new Uint8Array() })),
  );
  const card = packCard({
    person: personOf(answers),
    answers: fileAnswersOf(context, answers),
    face: images.at(-1) ?? new Uint8Array(),
  });
  const facts = { submission: today(context) };
  const seal = (
    kind: 'papers' | 'card' | 'contact' | 'review-box',
    plain: Uint8Array,
    share: Uint8Array | null,
  ) => vault.seal({ application, kind, endsOn: endOf(context.program.program, kind, facts), plain, share });
  const sealed: SealedRecord[] = [];
  try {
    sealed.push(await seal('papers', papers, file.share));
    sealed.push(await seal('card', card, file.share));
    sealed.push(await seal('review-box', file.box, null));
    if (contact && contact.by !== 'none' && contact.address !== undefined) {
      const { by, address, language } = contact;
      sealed.push(await seal('contact', packContact({ by, address, language }), null));
    }
    return sealed;
  } catch (error) {
    await vault.discard(sealed);
    throw error;
  } finally {
    for (const bytes of [papers, card, ...images]) bytes.fill(0);
  }
}

/** What the card will say, as the pick-up desk reads it. */
export function personOf(answers: Answers): WaitingPerson {
  const { name = '', secondLanguage = '', birthDate = '', careOf = '', address = [] } = answers;
  return {
    name: cardName(answers),
    secondName: secondLanguage === '' ? '' : name,
    secondLanguage,
    birthDate,
    careOf,
    address: address[0] ?? '',
    addressSecond: address[1] ?? '',
    emergencyContact: answers.emergencyContact ?? '',
  };
}

function fileAnswersOf(context: Context, answers: Answers): FileAnswers {
  const path = pathOf(context.program.program, answers) ?? 'self';
  return { path, name: answers.name ?? '', home: answers.home ?? 'none' };
}

/** It was sent whether or not the draft's keys die this minute: the destroyer goes on where this stops. */
async function finishDraft(context: Context, application: string): Promise<void> {
  try {
    await context.vault.finish({ application, kinds: DRAFT_KINDS });
  } catch (error) {
    if (!isFault(error)) throw error;
    context.log({ event: 'fault', origin: 'public', code: error.code });
  }
}
