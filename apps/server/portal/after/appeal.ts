import { endOf } from '@commonkey/program';
import type { Context } from '../../context.ts';
import { boxesForReviewers } from '../../review/service.ts';
import type { Writer } from '../../store/store.ts';
import type { SealedRecord, VaultKind } from '../../vault/vault.ts';
import { today } from '../draft.ts';
import type { PortalSession } from '../session.ts';
import { fullHour } from './papers.ts';
import { findOwn, sealOwn } from './reseal.ts';
import { canAppeal } from './stands.ts';
import { givenBack } from './visit.ts';
import { writeByCode } from './write.ts';

const CARRIED: readonly VaultKind[] = ['papers', 'card'];

/**
 * An appeal: another person looks, with days of its own. Everything is sealed anew from today, since the slots' tables end
 * with the days they were made for; the share stays, and so do the officers' halves of it. Where we may write keeps its
 * earlier day: the key process opens it for notices alone. False where there is nothing to appeal, or nothing left to look
 * at.
 */
export async function appeal(context: Context, session: PortalSession): Promise<boolean> {
  const { store, vault, clock } = context;
  const { program } = context.program;
  const application = session.application.id;
  const on = today(context);
  const heads = await vault.heads(store.read, application);
  if (session.file === null || !canAppeal(session.application, heads, on)) return false;
  const facts = { submission: on };
  const seal = (kind: 'papers' | 'card' | 'review-box', plain: Uint8Array) =>
    sealOwn(context, session, { kind, endsOn: endOf(program, kind, facts), plain });
  const sealed: SealedRecord[] = [];
  for (const kind of ['papers', 'card'] as const) {
    const own = await findOwn(context, session, kind);
    if (own) sealed.push(await seal(kind, own.plain));
  }
  const { first_reviewer: first } = session.application;
  const except = first === null ? {} : { except: first };
  const box = await boxesForReviewers(store.read, session.file, application, except);
  sealed.push(await seal('review-box', box.plain));
  const write = async (tx: Writer) => {
    const old = await vault.heads(tx, application);
    const ids = old.filter(({ kind, ending }) => CARRIED.includes(kind) && !ending).map(({ id }) => id);
    for (const record of sealed) await vault.keep(tx, record);
    await vault.end(tx, { application, ids }, 'superseded');
    await tx
      .updateTable('applications')
      .set({
        state: 'appealed',
        waiting_since: fullHour(clock.now()),
        review_keys: [...box.keys],
        decided_on: null,
        appeal_until: null,
        unmet: [],
        face_asked: false,
        ends_on: endOf(program, 'application', facts),
      })
      .where('id', '=', application)
      .execute();
    return { application, ids };
  };
  return writeByCode(context, session, ['denied'], write, givenBack(context));
}
