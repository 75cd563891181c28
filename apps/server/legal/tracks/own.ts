import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { OwnAnswer } from '../../store/tables/legal-tracks.ts';
import type { TracksCode } from './errors.ts';
import { lastOf, oneMatter } from './matter.ts';
import { open, type Said, sealedUntil } from './sealed.ts';
import { type Officer, requireState, takeStep, todayOf } from './take-step.ts';

/**
 * An officer saw, or did not see, that somebody is who the records are about: their code opened them there, or they showed who they
 * are. Which of the two, and what they showed, is not kept.
 */
export const verified = (context: Context, id: string, found: 'yes' | 'no', by: Officer): Promise<void> =>
  takeStep(context, id, 'verified', by, async (_tx, matter) => {
    requireState(matter, 'own', 'open');
    return { found };
  });

/**
 * Answers it; what is sealed ends by the rules from then on.
 * @throws Fault `track-not-verified`: a copy was given to nobody knows whom | those of `takeStep`
 */
export const answer = (context: Context, id: string, how: OwnAnswer, by: Officer): Promise<void> =>
  takeStep(context, id, 'answered', by, async (tx, matter) => {
    requireState(matter, 'own', 'open');
    if (how === 'copy-given' && lastOf(matter, 'verified')?.found !== 'yes')
      throw new Fault<TracksCode>('track-not-verified');
    await context.vault.bringNearer(tx, { matter: id }, sealedUntil(context, matter, todayOf(context)));
    return { answer: how };
  });

/** Whoever asked takes it back. */
export const withdraw = (context: Context, id: string, by: Officer): Promise<void> =>
  takeStep(context, id, 'withdrawn', by, async (tx, matter) => {
    requireState(matter, 'own', 'open');
    await context.vault.bringNearer(tx, { matter: id }, sealedUntil(context, matter, todayOf(context)));
    return {};
  });

/**
 * What somebody said or wrote, for an officer to read. That it was opened is a step of the matter before anything is shown.
 * @throws Fault `track-unknown` | `record-gone` | those of the key process
 */
export async function readWords(context: Context, id: string, by: Officer): Promise<Said> {
  const matter = await oneMatter(context.store.read, id);
  if (matter.sealed === null) return { contact: '', words: '' };
  const said = await open(context, { ...matter, sealed: matter.sealed }, by.id);
  await takeStep(context, id, 'opened', by, async () => ({}));
  return said;
}
