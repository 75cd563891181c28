import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { boxesForReviewers } from '../../review/service.ts';
import type { Writer } from '../../store/store.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';
import type { Which } from '../../vault/vault.ts';
import { MOST_PICTURES } from '../answers.ts';
import { today } from '../draft.ts';
import type { PortalCode } from '../errors.ts';
import { packPapers, unpackPapers } from '../file-layout.ts';
import type { Application, PortalSession } from '../session.ts';
import { openOwn, sealOwn } from './reseal.ts';
import { bitsOf, givenBack } from './visit.ts';
import { writeByCode } from './write.ts';

/** What was sent at first, and as much again. */
const MOST_IN_ALL = 2 * MOST_PICTURES;

/**
 * Adds pages to the papers that were sent: one bundle as before, sealed anew, so that nothing shows how many there are.
 * The reviewers' box is made anew too, for whoever reviews now. Fault `portal-too-many-pictures`.
 *
 * @param pages JPEG of plain pixels; zeroed here
 */
export async function addPapers(
  context: Context,
  session: PortalSession,
  need: string,
  pages: readonly Uint8Array[],
  states: readonly ApplicationState[],
): Promise<boolean> {
  const { head, plain } = await openOwn(context, session, 'papers');
  const before = unpackPapers(plain);
  if (before.length + pages.length > MOST_IN_ALL) throw new Fault<PortalCode>('portal-too-many-pictures');
  const bundle = packPapers([...before, ...pages.map((jpeg) => ({ shows: [need], jpeg }))]);
  for (const bytes of [plain, ...pages]) bytes.fill(0);
  const sealed = await sealOwn(context, session, { kind: 'papers', endsOn: head.endsOn, plain: bundle });
  const write = async (tx: Writer, row: Application): Promise<Which> => {
    const heads = await context.vault.heads(tx, row.id);
    // Another tab was faster: what it added must not be lost under what this one read.
    if (!heads.some(({ id, ending }) => id === head.id && !ending))
      throw new Fault<PortalCode>('portal-session-over');
    await context.vault.keep(tx, sealed);
    const which = { application: row.id, ids: [head.id] };
    await context.vault.end(tx, which, 'superseded');
    // No verdict is about what nobody saw.
    await tx
      .updateTable('applications')
      .set({ reserved_by: null, reserved_until: null })
      .where('id', '=', row.id)
      .execute();
    return which;
  };
  const bit = bitsOf(context, [need]);
  return writeByCode(context, session, states, write, ({ added, offered }, { state }) => ({
    added: state === 'asked' || state === 'denied' ? (added | bit) >>> 0 : added,
    offered,
  }));
}

/** Back to a reviewer, with a box for whoever reviews now. An appeal stays one. */
export async function handBack(context: Context, session: PortalSession): Promise<boolean> {
  if (session.file === null) return false;
  const application = session.application.id;
  const { store, vault, clock } = context;
  const heads = await vault.heads(store.read, application);
  const old = heads.filter(({ kind, ending }) => kind === 'review-box' && !ending);
  const endsOn = old[0]?.endsOn;
  if (endsOn === undefined || endsOn <= today(context)) return false;
  const { first_reviewer: first } = session.application;
  const except = first === null ? {} : { except: first };
  const { plain, keys } = await boxesForReviewers(store.read, session.file, application, except);
  const sealed = await sealOwn(context, session, { kind: 'review-box', endsOn, plain });
  const write = async (tx: Writer, row: Application): Promise<Which> => {
    await vault.keep(tx, sealed);
    const which = { application, ids: old.map(({ id }) => id) };
    await vault.end(tx, which, 'superseded');
    await tx
      .updateTable('applications')
      .set({
        state: row.first_verdict === 'deny' ? 'appealed' : 'waiting',
        waiting_since: fullHour(clock.now()),
        review_keys: [...keys],
        unmet: [],
        face_asked: false,
      })
      .where('id', '=', application)
      .execute();
    return which;
  };
  return writeByCode(context, session, ['asked'], write, givenBack(context));
}

export const fullHour = (now: Date): Date => new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
