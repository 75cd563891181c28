import { endOf, type PlainDate, plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { waysOf } from '../notices/service.ts';
import type { Reader, Writer } from '../store/store.ts';
import type { SealedRecord } from '../vault/vault.ts';
import { type Answers, decodeAnswers, encodeAnswers, MOST_PICTURES, type Picture } from './answers.ts';
import { codeKey, newCode, tagOf } from './code.ts';
import type { PortalCode } from './errors.ts';
import { type Application, beginSession, type PortalSession, type SessionMode } from './session.ts';
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
  const { random, store, vault, secrets } = context;
  const { program } = context.program;
  const facts = { receipt: today(context) };
  const id = crypto.randomUUID();
  const code = newCode(random);
  // The file's share is made now, so that sending needs no code: the code's box has it from the first day.
  const shares = { draft: random(32), file: random(32) };
  const draft = await vault.seal({
    application: id,
    kind: 'draft',
    endsOn: endOf(program, 'draft', facts),
    plain: encodeAnswers({}),
    share: shares.draft,
  });
  const key = await codeKey(secrets.codes, code);
  const box = await boxShares(key, 'code', id, shares, random);
  key.fill(0);
  await store.write(async (tx) => {
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
    await vault.keep(tx, draft);
    await beginSession(context, tx, http, id, { ...NEW_VISIT, ...shares, code, turned: true }, mode);
  });
}

/** The row, locked until the transaction ends: everything that changes an application takes its turn here. */
export async function lockApplication(tx: Writer, id: string): Promise<Application | undefined> {
  return tx.selectFrom('applications').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/**
 * What the resident has answered so far, to questions that stand today. Faults: the keeper's, `portal-session-over` where
 * nothing is open for writing.
 */
export async function readAnswers(context: Context, session: PortalSession): Promise<Answers> {
  return prune(rulesNow(context), (await openDraft(context, context.store.read, session)).answers);
}

/** The draft's record with its answers. Faults as `readAnswers`. */
export async function openDraft(context: Context, read: Reader, session: PortalSession) {
  const heads = await context.vault.heads(read, session.application.id);
  const head = heads.find(({ kind, ending }) => kind === 'draft' && !ending);
  if (!head || session.draft === null) throw new Fault<PortalCode>('portal-session-over');
  const [bytes] = await context.vault.open(read, [head.id], session.draft);
  if (!bytes) throw new Fault<PortalCode>('portal-session-over');
  return { id: head.id, endsOn: head.endsOn, answers: decodeAnswers(bytes) };
}

/**
 * Changes the answers, one writer at a time. Answers that the change leaves without their question go with it, and so
 * do their pictures, keys and all.
 */
export async function changeAnswers(
  context: Context,
  session: PortalSession,
  change: (answers: Answers) => Answers,
  adding: readonly SealedRecord[] = [],
): Promise<Answers> {
  const { store, vault } = context;
  const application = session.application.id;
  const { answers, gone } = await store.write(async (tx) => {
    if (!(await lockApplication(tx, application))) throw new Fault<PortalCode>('portal-session-over');
    const before = await openDraft(context, tx, session);
    const after = prune(rulesNow(context), change(before.answers));
    for (const record of adding) await vault.keep(tx, record);
    await vault.rewrite(tx, before.id, encodeAnswers(after), session.draft);
    const kept = recordsOf(after);
    const had = [...recordsOf(before.answers), ...adding.map(({ id }) => id)];
    const gone = had.filter((id) => !kept.includes(id));
    if (gone.length > 0) await vault.end(tx, { application, ids: gone }, 'superseded');
    return { answers: after, gone };
  });
  if (gone.length > 0) await vault.finish({ application, ids: gone });
  return answers;
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
  const { vault } = context;
  const { endsOn, answers } = await openDraft(context, context.store.read, session);
  const room = MOST_PICTURES - (answers.pictures ?? []).length;
  if ('need' in as && pages.length > room) throw new Fault<PortalCode>('portal-too-many-pictures');
  const sealed: SealedRecord[] = [];
  for (const plain of pages) {
    const application = session.application.id;
    sealed.push(await vault.seal({ application, kind: 'piece', endsOn, plain, share: session.draft }));
    plain.fill(0);
  }
  await changeAnswers(
    context,
    session,
    (before) => {
      const [first] = sealed;
      if ('face' in as) return first ? { ...before, face: first.id } : before;
      const pictures: Picture[] = [
        ...(before.pictures ?? []),
        ...sealed.map(({ id }) => ({ id, shows: [as.need] })),
      ];
      if (pictures.length > MOST_PICTURES) throw new Fault<PortalCode>('portal-too-many-pictures');
      return { ...before, pictures };
    },
    sealed,
  );
}

/** A picture of this draft, in clear, for its owner's eyes. Fault `portal-picture-gone` */
export async function readPicture(context: Context, session: PortalSession, id: string): Promise<Uint8Array> {
  const answers = await readAnswers(context, session);
  if (!recordsOf(answers).includes(id)) throw new Fault<PortalCode>('portal-picture-gone');
  const [bytes] = await context.vault.open(context.store.read, [id], session.draft);
  if (!bytes) throw new Fault<PortalCode>('portal-picture-gone');
  return bytes;
}
