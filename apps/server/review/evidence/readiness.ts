import type { Reader } from '../../store/store.ts';
import { holdersOf, worksAlone } from './holders.ts';

export type EvidenceReadiness = {
  /** People who can open what waits for a decision. */
  reviewers: number;
  /** People of whom any two can open what was decided. */
  officers: number;
  /** One single person works here and holds both halves: the displayed rule of a city hall of one. */
  alone: boolean;
  /**
   * Whether anything new may be taken in: two can decide, so that an appeal never meets the same eyes again, and nobody alone
   * can open it afterwards; unless `alone`.
   */
  ready: boolean;
};

export async function evidenceReadiness(read: Reader): Promise<EvidenceReadiness> {
  const reviewers = (await holdersOf(read, 'reviewer')).length;
  const officers = (await holdersOf(read, 'evidence-officer')).length;
  const alone = officers === 1 && (await worksAlone(read));
  const ready = alone ? reviewers === 1 : reviewers > 1 && officers > 1;
  return { reviewers, officers, alone, ready };
}
