import type { Speak } from '@commonkey/words';
import type { Adversary } from '../adversaries.ts';

/** What an answer takes for granted of whoever comes: without it a figure is read as more or as less than it says. */
export const premiseOf = (say: Speak, adversary: Adversary): string =>
  say('exposure.premise', { premise: say(`exposure.premise.${adversary}`) });
