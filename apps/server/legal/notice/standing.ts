import { type ActiveHold, activeHolds } from '../../holds/may-destroy.ts';
import type { Reader, Writer } from '../../store/store.ts';
import type { HoldSentences } from '../../store/tables/holds.ts';
import { wordingsOf } from '../wording.ts';
import { holdSpeech, silentHolds, wasSilenced } from './silence.ts';

/** A notice that two agreed to and nobody ended, of a hold that is in force. */
export type Standing = {
  id: string;
  hold: string;
  scope: ActiveHold;
  sentences: HoldSentences;
  /** False while the hold may not be spoken of, or there are no words of counsel to be found: then it waits. */
  now: boolean;
};

export async function standingNotices(read: Reader, at: Date): Promise<Standing[]> {
  const agreed = await read
    .selectFrom('hold_notices')
    .select(['id', 'hold'])
    .where('agreed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .where(wasSilenced('hold_notices'), '=', false)
    .orderBy('agreed_at')
    .orderBy('id')
    .execute();
  if (agreed.length === 0) return [];
  const sound = (await activeHolds(read, at)).filter(({ altered }) => !altered);
  const scopes = new Map(sound.map(({ id, altered: _, ...scope }) => [id, scope]));
  const silent = await silentHolds(read);
  const wordings = await wordingsOf(
    read,
    agreed.map(({ hold }) => hold),
  );
  return agreed.flatMap(({ id, hold }) => {
    const scope = scopes.get(hold);
    if (!scope) return [];
    const { sentences = {} } = wordings.get(hold) ?? {};
    const now = !silent.has(hold) && Object.keys(sentences).length > 0;
    return [{ id, hold, scope, sentences, now }];
  });
}

/**
 * Whether a notice may go out, as long as this transaction lasts: an order of silence that is being written down waits for it.
 * `over`: never again.
 */
export async function mayTell(tx: Writer, notice: string, at: Date): Promise<'now' | 'waits' | 'over'> {
  const row = await tx.selectFrom('hold_notices').select('hold').where('id', '=', notice).executeTakeFirst();
  if (!row) return 'over';
  await holdSpeech(tx, row.hold);
  const standing = (await standingNotices(tx, at)).find(({ id }) => id === notice);
  if (!standing) return 'over';
  return standing.now ? 'now' : 'waits';
}

/** One more message that a carrier took over. */
export async function countTold(tx: Writer, notice: string): Promise<void> {
  await tx
    .updateTable('hold_notices')
    .set((of) => ({ told: of('told', '+', 1) }))
    .where('id', '=', notice)
    .execute();
}
