import { commitment, sameBytes } from '@commonkey/vault';
import { isFault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { boxesForReviewers, dualBoxesFor, evidenceReadiness, type Halves } from '../../review/service.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';
import type { RecordHead } from '../../vault/vault.ts';
import { changeSealed, type Seen } from '../change-sealed.ts';
import { codeKey, readCode } from '../code.ts';
import { today } from '../draft.ts';
import { type Application, endSessions } from '../session.ts';
import { boxShares } from '../shares.ts';
import { type Found, sameShare } from './find.ts';
import { notBy } from './papers.ts';
import { REVIEWED } from './renew-boxes.ts';
import { openHead, sealOwn } from './reseal.ts';
import { byTheRule, headOf } from './stands.ts';

/** Not of an approved one: its owner may have the share on paper, on the sheet that a desk opens the card with. */
const STATES: readonly ApplicationState[] = [...REVIEWED, 'denied'];
const KINDS = ['card', 'papers', 'review-box'] as const;
/** What opens with the share itself. */
const WITH_SHARE: readonly string[] = ['card', 'papers'];

/** Something that the old share opens has to stay: then its halves stay too, and so does the share. */
class StaysKept extends Error {}

/**
 * Seals a file anew, with a share that nobody ever had alone: where one person had both halves, halves of the same share would
 * leave every backup from then to that person. Its owner is here with their code, which wraps the share, so nowhere else can
 * it be done. Days stay as they are. Every session begun before ends, for it has the old share.
 *
 * What cannot be done now is done next time, and never stands in the way of coming back. Nothing a law keeps is left without
 * halves: then nothing changes, and no page looks different for it.
 *
 * @returns whether it was sealed anew: what was found before opens nothing any more then
 */
export async function newShare(context: Context, found: Found, typed: string): Promise<boolean> {
  const { application: before, file } = found;
  const code = readCode(typed);
  if (file === null || !code || !before.once_alone || before.dual_boxes === null) return false;
  try {
    if ((await evidenceReadiness(context.store.read)).officers < 2) return false;
    return await sealAnew(context, { ...found, file }, code);
  } catch (error) {
    if (error instanceof StaysKept) return false;
    if (!isFault(error)) throw error;
    context.log({ event: 'fault', origin: 'public', code: error.code });
    return false;
  }
}

type Ready = Halves & {
  share_commitment: Uint8Array;
  code_box: Uint8Array;
  review_keys: string[] | null;
};

async function sealAnew(
  context: Context,
  found: Found & { file: Uint8Array },
  code: string,
): Promise<boolean> {
  const { store, vault, secrets, random } = context;
  const { application: before, by, draft } = found;
  const { id } = before;
  const tag = by === 'code' ? before.tag : before.next_tag;
  const share = random(32);
  return changeSealed<Ready>(context, id, {
    kinds: KINDS,
    may: (seen) => mayBe(seen, found) && partsOf(seen, today(context)) !== null,
    async prepare(seen, seal) {
      const parts = partsOf(seen, today(context));
      if (parts === null || tag === null) return null;
      const halves = await dualBoxesFor(store.read, share, id);
      const boxes = parts.some(({ kind }) => kind === 'review-box')
        ? await boxesForReviewers(store.read, share, id, notBy(seen.row))
        : null;
      for (const head of parts) {
        const { kind, endsOn } = head;
        const plain = kind === 'review-box' ? boxes?.plain : await openHead(context, found, head);
        if (!plain) return null;
        await sealOwn(seal, { application: seen.row, file: share }, { kind, endsOn, plain });
      }
      const key = await codeKey(secrets.codes, code);
      const code_box = await boxShares(key, 'code', id, { draft, file: share }, random);
      key.fill(0);
      const review_keys = boxes ? [...boxes.keys] : null;
      return { ...halves, share_commitment: await commitment(share), code_box, review_keys };
    },
    async write(tx, row, ready) {
      const ids = partsOf({ row, heads: await vault.heads(tx, id) }, today(context))?.map((head) => head.id);
      if (!ids || tag === null) return 'changed';
      const { held, awaiting } = await vault.end(tx, { application: id, ids }, 'superseded');
      if (held + awaiting > 0) throw new StaysKept();
      await tx
        .updateTable('applications')
        .set({ ...ready, tag, next_tag: null, next_code_box: null })
        .where('id', '=', id)
        .execute();
      await endSessions(context, tx, { application: id });
      return [];
    },
  });
}

/** As it was found, and under no other code: a newer one wraps the old share, and nobody here knows it. */
function mayBe({ row }: Seen, { application: before, by }: Found): boolean {
  const tag = by === 'code' ? before.tag : before.next_tag;
  const still =
    tag !== null &&
    (by === 'code'
      ? sameBytes(row.tag, tag) && row.next_tag === null
      : row.next_tag !== null && sameBytes(row.next_tag, tag));
  return still && row.once_alone && STATES.includes(row.state) && isOfShare(row, before);
}

const isOfShare = (row: Application, before: Application): boolean =>
  sameShare(row.share_commitment, before.share_commitment);

/** What is sealed anew. null where nothing opens with the share, or something that does is not to be read by the rule. */
function partsOf({ row, heads }: Seen, on: string): RecordHead[] | null {
  const parts = KINDS.flatMap((kind) => headOf(heads, kind, on) ?? []);
  const opened = parts.filter(({ kind }) => WITH_SHARE.includes(kind));
  const all = heads.filter(({ kind }) => WITH_SHARE.includes(kind));
  if (opened.length === 0 || byTheRule(all, on).length < all.length || opened.length < all.length)
    return null;
  const decides = parts.length > opened.length;
  return decides === REVIEWED.includes(row.state) ? parts : null;
}
