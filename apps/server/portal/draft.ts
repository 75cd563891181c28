import { endOf, type PlainDate, plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { waysOf } from '../notices/service.ts';
import type { Reader } from '../store/store.ts';
import type { RecordHead } from '../vault/vault.ts';
import { type Answers, decodeAnswers, encodeAnswers, MOST_PICTURES, type Picture } from './answers.ts';
import { changeSealed } from './change-sealed.ts';
import { codeKey, newCode, tagOf } from './code.ts';
import type { PortalCode } from './errors.ts';
import { whileKeysAnswer } from './keys-answer.ts';
import { sealThenWrite } from './seal-then-write.ts';
import { applicationNow, beginSession, type PortalSession, type SessionMode } from './session.ts';
import { boxShares, NEW_VISIT } from './shares.ts';
import { prune, type Rules } from './steps.ts';

// Crockford's base 32.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The city's day: what residents are promised. */
export const today = ({ clock, program }: Pick<Context, 'clock' | 'program'>): PlainDate =>
  plainDateIn(program.program.city.timeZone, clock.now());

export const rulesNow = (context: Context): Rules => ({
  program: context.program.program,
  on: today(context),
  ways: waysOf(context.notices),
});

/** Eight letters to name an application by, in a letter or a complaint; they open nothing. */
export function newReference(random: Context['random']): string {
  return Array.from(random(8), (byte) => ALPHABET.charAt(byte & 31)).join('');
}

/**
 * Begins an application: a code, an empty sealed draft, and this browser's session, which alone knows the code until the
 * resident has written it down.
 */
export async function beginDraft(
  context: Context,
  http: { request: FastifyRequest; reply: FastifyReply },
  mode: SessionMode,
): Promise<void> {
  const { random, secrets } = context;
  const { program } = context.program;
  const facts = { receipt: today(context) };
  const id = crypto.randomUUID();
  const code = newCode(random);
  // The file's share is made now, so that sending needs no code: the code's box has it from the first day.
  const shares = { draft: random(32), file: random(32) };
  await sealThenWrite(context, async (seal, keep) => {
    await seal({
      application: id,
      kind: 'draft',
      endsOn: endOf(program, 'draft', facts),
      plain: encodeAnswers({}),
      share: shares.draft,
    });
    const key = await codeKey(secrets.codes, code);
    const box = await boxShares(key, 'code', id, shares, random);
    key.fill(0);
    await keep(async (tx) => {
      await tx
        .insertInto('applications')
        .values({
          id,
          reference: newReference(random),
          state: 'draft',
          policy_version: program.version,
          tag: tagOf(secrets.codes, code),
          code_box: box,
          ends_on: endOf(program, 'application', facts),
        })
        .execute();
      await beginSession(context, tx, http, id, { ...NEW_VISIT, ...shares, code, turned: true }, mode);
      return { ends: null };
    });
  });
}

/**
 * What the resident has answered so far, to questions that stand today. Faults: the keeper's, `portal-session-over` where
 * nothing is open for writing.
 */
export async function readAnswers(context: Context, session: PortalSession): Promise<Answers> {
  return prune(
    rulesNow(context),
    (await whileKeysAnswer(context, openDraft(context, context.store.read, session))).answers,
  );
}

const draftOf = (heads: readonly RecordHead[]): RecordHead | undefined =>
  heads.find(({ kind, ending }) => kind === 'draft' && !ending);

/** The draft's record with its answers. Faults as `readAnswers`. */
export async function openDraft(context: Context, read: Reader, session: PortalSession) {
  const heads = await context.vault.heads(read, session.application.id);
  const head = draftOf(heads);
  if (!head || session.draft === null) throw new Fault<PortalCode>('portal-session-over');
  const [bytes] = await context.vault.open(read, [head.id], session.draft);
  if (!bytes) throw new Fault<PortalCode>('portal-session-over');
  return { id: head.id, endsOn: head.endsOn, answers: decodeAnswers(bytes) };
}

/**
 * Changes the answers, one writer at a time. Answers that the change leaves without their question go with it, and so
 * do their pictures, keys and all. Faults `portal-session-over`, `portal-sent-already`.
 */
export async function changeAnswers(
  context: Context,
  session: PortalSession,
  change: (answers: Answers) => Answers,
): Promise<Answers> {
  return writeDraft(context, session, [], change);
}

async function writeDraft(
  context: Context,
  session: PortalSession,
  pages: readonly Uint8Array[],
  change: (answers: Answers, pieces: readonly string[]) => Answers,
): Promise<Answers> {
  const { vault } = context;
  const application = session.application.id;
  let answers: Answers = {};
  const done = await changeSealed<string[]>(context, application, {
    // The answers themselves are read under the lock, by `write`.
    kinds: [],
    may: ({ row }) => row.state === 'draft',
    async prepare({ heads }, seal) {
      const endsOn = draftOf(heads)?.endsOn;
      if (endsOn === undefined) throw new Fault<PortalCode>('portal-session-over');
      const pieces: string[] = [];
      for (const plain of pages)
        pieces.push((await seal({ application, kind: 'piece', endsOn, plain, share: session.draft })).id);
      return pieces;
    },
    async write(tx, _row, pieces) {
      const before = await openDraft(context, tx, session);
      answers = prune(rulesNow(context), change(before.answers, pieces));
      await vault.rewrite(tx, before.id, encodeAnswers(answers), session.draft);
      const kept = recordsOf(answers);
      return [...recordsOf(before.answers), ...pieces].filter((id) => !kept.includes(id));
    },
  });
  if (!done) throw new Fault<PortalCode>(await whyNot(context, application));
  return answers;
}

/** Another tab sent it or took it back in between. */
async function whyNot({ store }: Context, id: string): Promise<PortalCode> {
  const now = await applicationNow(store.read, id);
  return now === undefined || now.state === 'withdrawn' ? 'portal-session-over' : 'portal-sent-already';
}

/** Sealed pictures that answers speak of. */
export function recordsOf({ pictures = [], face }: Answers): string[] {
  return [...pictures.map(({ id }) => id), ...(face === undefined ? [] : [face])];
}

/**
 * Adds pictures, sealed before anything touches a disk: as the face for the card, or as pages of a paper that shows
 * something.
 * @param pages JPEG of plain pixels; emptied here. Fault `portal-too-many-pictures`
 */
export async function addPictures(
  context: Context,
  session: PortalSession,
  pages: readonly Uint8Array[],
  as: { face: true } | { need: string },
): Promise<void> {
  try {
    await writeDraft(context, session, pages, (before, pieces) => {
      const [first] = pieces;
      if ('face' in as) return first === undefined ? before : { ...before, face: first };
      const added = pieces.map((id): Picture => ({ id, shows: [as.need] }));
      const pictures = [...(before.pictures ?? []), ...added];
      if (pictures.length > MOST_PICTURES) throw new Fault<PortalCode>('portal-too-many-pictures');
      return { ...before, pictures };
    });
  } finally {
    for (const plain of pages) plain.fill(0);
  }
}

/** A picture of this draft, in clear, for its owner's eyes. Fault `portal-picture-gone` */
export async function readPicture(context: Context, session: PortalSession, id: string): Promise<Uint8Array> {
  const answers = await readAnswers(context, session);
  if (!recordsOf(answers).includes(id)) throw new Fault<PortalCode>('portal-picture-gone');
  const open = context.vault.open(context.store.read, [id], session.draft);
  const [bytes] = await whileKeysAnswer(context, open);
  if (!bytes) throw new Fault<PortalCode>('portal-picture-gone');
  return bytes;
}
