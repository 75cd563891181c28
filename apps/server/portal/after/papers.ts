import type { PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { boxesForReviewers } from '../../review/service.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';
import { MOST_PICTURES } from '../answers.ts';
import type { Change, Seen } from '../change-sealed.ts';
import { today } from '../draft.ts';
import type { PortalCode } from '../errors.ts';
import { packPapers, unpackPapers } from '../file-layout.ts';
import type { Application, PortalSession } from '../session.ts';
import { openHead, sealOwn } from './reseal.ts';
import { canAppeal, headOf } from './stands.ts';
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
  const on = today(context);
  const headIn = ({ heads }: Seen) => headOf(heads, 'papers', on);
  const bit = bitsOf(context, [need]);
  try {
    return await writeByCode<true>(
      context,
      session,
      {
        kinds: ['papers'],
        may: (seen) => states.includes(seen.row.state) && mayAdd(seen, on) && headIn(seen) !== undefined,
        async prepare(seen, seal) {
          const head = headIn(seen);
          if (!head) return null;
          const before = await openHead(context, session, head);
          const papers = [...unpackPapers(before), ...pages.map((jpeg) => ({ shows: [need], jpeg }))];
          if (papers.length > MOST_IN_ALL) throw new Fault<PortalCode>('portal-too-many-pictures');
          const plain = packPapers(papers);
          before.fill(0);
          await sealOwn(seal, session, { kind: 'papers', endsOn: head.endsOn, plain });
          return true;
        },
        async write(tx, { id }) {
          // No verdict is about what nobody saw.
          await tx
            .updateTable('applications')
            .set({ reserved_by: null, reserved_until: null })
            .where('id', '=', id)
            .execute();
          return [];
        },
      },
      ({ added, offered }, { state }) => ({
        added: state === 'asked' || state === 'denied' ? (added | bit) >>> 0 : added,
        offered,
      }),
    );
  } finally {
    for (const jpeg of pages) jpeg.fill(0);
  }
}

/** After a no, for as long as there is an appeal to add it to. */
const mayAdd = ({ row, heads }: Seen, on: PlainDate): boolean =>
  row.state !== 'denied' || canAppeal(row, heads, on);

/** Back to a reviewer, with a box for whoever reviews now. An appeal stays one. */
export async function handBack(context: Context, session: PortalSession): Promise<boolean> {
  const { file } = session;
  if (file === null) return false;
  const { store, clock } = context;
  const headIn = ({ heads }: Seen) => headOf(heads, 'review-box', today(context));
  const change: Change<readonly string[]> = {
    kinds: ['review-box'],
    may: (seen) => seen.row.state === 'asked' && headIn(seen) !== undefined,
    async prepare(seen, seal) {
      const head = headIn(seen);
      if (!head) return null;
      const { plain, keys } = await boxesForReviewers(store.read, file, seen.row.id, notBy(seen.row));
      await sealOwn(seal, session, { kind: 'review-box', endsOn: head.endsOn, plain });
      return keys;
    },
    async write(tx, row, keys) {
      await tx
        .updateTable('applications')
        .set({
          state: row.first_verdict === 'deny' ? 'appealed' : 'waiting',
          waiting_since: fullHour(clock.now()),
          review_keys: [...keys],
          unmet: [],
          face_asked: false,
        })
        .where('id', '=', row.id)
        .execute();
      return [];
    },
  };
  return writeByCode(context, session, change, givenBack(context));
}

/** Whoever decided first does not decide again. */
export const notBy = ({ first_reviewer: first }: Application): { except?: string } =>
  first === null ? {} : { except: first };

export const fullHour = (now: Date): Date => new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
