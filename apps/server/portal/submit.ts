import { endOf } from '@commonkey/program';
import type { WaitingPerson } from '@commonkey/shift';
import { commitment, sameBytes } from '@commonkey/vault';
import type { Context } from '../context.ts';
import { boxesForReviewers, dualBoxesFor, type Halves } from '../review/service.ts';
import type { Writer } from '../store/store.ts';
import type { Vault, VaultKind } from '../vault/vault.ts';
import { type Answers, encodeAnswers } from './answers.ts';
import { changeSealed } from './change-sealed.ts';
import { openDraft, rulesNow, today } from './draft.ts';
import { type FileAnswers, packCard, packContact, packPapers } from './file-layout.ts';
import { applicationNow, type PortalSession, reboxSession } from './session.ts';
import { cardName, nextStep, pathOf, prune } from './steps.ts';
import { intakeNow } from './switch/intake.ts';

/** `sent` and `already` are one answer to the resident: the same confirmation, the same reference. */
export type Submission = 'sent' | 'already' | 'incomplete' | 'closed';

/**
 * Sends an application: seals everything anew, out of the draft's reach, and in one transaction makes it wait for a reviewer
 * while the draft ends. Asked twice, at once or again, it is sent once. Faults of the keeper, the disk and the database come
 * through: nothing is sent then, and the draft is as it was.
 */
export async function submit(context: Context, session: PortalSession): Promise<Submission> {
  const { id } = session.application;
  if (session.application.state !== 'draft') return 'already';
  const { file } = session;
  if (file === null || session.draft === null) return 'incomplete';
  if ((await intakeNow(context)).closed !== null) {
    const now = await applicationNow(context.store.read, id);
    return now?.state === 'draft' ? 'closed' : 'already';
  }
  let incomplete = false;
  const sent = await changeSealed<Ready>(context, id, {
    kinds: DRAFT_KINDS,
    may: ({ row }) => row.state === 'draft',
    async prepare(_seen, seal) {
      const draft = await openDraft(context, context.store.read, session);
      const rules = rulesNow(context);
      // A day later, or with one sender fewer, other questions may stand than when it was answered.
      const answers = prune(rules, draft.answers);
      incomplete = nextStep(rules, answers) !== null;
      if (incomplete) return null;
      const box = await boxesForReviewers(context.store.read, file, id);
      await sealAll(context, session, answers, { share: file, box: box.plain }, seal);
      const halves = await dualBoxesFor(context.store.read, file, id);
      return { from: encodeAnswers(draft.answers), officers: { ...halves, review_keys: [...box.keys] } };
    },
    async write(tx, _row, { from, officers }) {
      // Answers are rewritten where they lie: another tab may have changed them while they were sealed.
      const now = await openDraft(context, tx, session);
      if (!sameBytes(encodeAnswers(now.answers), from)) return 'changed';
      await wait(context, tx, session, officers);
      return [];
    },
  });
  if (sent) return 'sent';
  return incomplete ? 'incomplete' : 'already';
}

type Officers = Halves & { review_keys: string[] };
type Ready = { from: Uint8Array; officers: Officers };

const DRAFT_KINDS: readonly VaultKind[] = ['draft', 'piece'];

/** The row says that it waits, since which hour, and who may open it; the session needs the draft's share no more. */
async function wait(context: Context, tx: Writer, session: PortalSession, officers: Officers): Promise<void> {
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
  seal: Vault['seal'],
): Promise<void> {
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
  const sealOne = (
    kind: 'papers' | 'card' | 'contact' | 'review-box',
    plain: Uint8Array,
    share: Uint8Array | null,
  ) => seal({ application, kind, endsOn: endOf(context.program.program, kind, facts), plain, share });
  try {
    await sealOne('papers', papers, file.share);
    await sealOne('card', card, file.share);
    await sealOne('review-box', file.box, null);
    if (contact && contact.by !== 'none' && contact.address !== undefined) {
      const { by, address, language, requests } = contact;
      await sealOne('contact', packContact({ by, address, language, requests: requests ? 1 : 0 }), null);
    }
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
