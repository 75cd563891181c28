import { endOf } from '@commonkey/program';
import type { Context } from '../../context.ts';
import { boxesForReviewers } from '../../review/service.ts';
import type { VaultKind } from '../../vault/vault.ts';
import type { Change } from '../change-sealed.ts';
import { today } from '../draft.ts';
import type { PortalSession } from '../session.ts';
import { fullHour, notBy } from './papers.ts';
import { openHead, sealOwn } from './reseal.ts';
import { canAppeal, headOf } from './stands.ts';
import { givenBack } from './visit.ts';
import { writeByCode } from './write.ts';

const CARRIED = ['papers', 'card'] as const satisfies readonly VaultKind[];

/**
 * An appeal: another person looks, with days of its own. Everything is sealed anew from today, since the slots' tables end
 * with the days they were made for; the share stays, and is split anew where an officer has no half of it. Where we may write keeps its
 * earlier day: the key process opens it for notices alone. False where there is nothing to appeal, or nothing left to look
 * at.
 */
export async function appeal(context: Context, session: PortalSession): Promise<boolean> {
  const { store, clock } = context;
  const { program } = context.program;
  const { file } = session;
  if (file === null) return false;
  const on = today(context);
  const facts = { submission: on };
  const change: Change<readonly string[]> = {
    kinds: CARRIED,
    may: ({ row, heads }) => canAppeal(row, heads, on),
    async prepare({ row, heads }, seal) {
      for (const kind of CARRIED) {
        const head = headOf(heads, kind, on);
        if (!head) return null;
        const plain = await openHead(context, session, head);
        await sealOwn(seal, session, { kind, endsOn: endOf(program, kind, facts), plain });
      }
      const { plain, keys } = await boxesForReviewers(store.read, file, row.id, notBy(row));
      const endsOn = endOf(program, 'review-box', facts);
      await sealOwn(seal, session, { kind: 'review-box', endsOn, plain });
      return keys;
    },
    async write(tx, { id }, keys) {
      await tx
        .updateTable('applications')
        .set({
          state: 'appealed',
          waiting_since: fullHour(clock.now()),
          review_keys: [...keys],
          decided_on: null,
          appeal_until: null,
          unmet: [],
          face_asked: false,
          ends_on: endOf(program, 'application', facts),
        })
        .where('id', '=', id)
        .execute();
      return [];
    },
  };
  return writeByCode(context, session, change, givenBack(context));
}
