import type { Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { lifeOf } from '../lives.ts';
import { pathsOf } from '../paths.ts';
import { seriesOfChannel } from '../schedule.ts';
import type { Volumes } from '../volumes-schema.ts';
import type { ItemAnswer } from './answer.ts';

type Ages = { readonly from?: number | undefined; readonly to?: number | undefined };

/** Ages, as the rules for how long a card lasts divide them, of whom something that a channel keeps is ended by nothing. */
export function endlessAges(
  rules: Program,
  volumes: Pick<Volumes, 'arrivals' | 'ways' | 'scenarios'>,
): Ages[] {
  const [scenario] = volumes.scenarios;
  if (!scenario) return [];
  const channels = [...new Set(volumes.arrivals.map(({ channel }) => channel))];
  return rules.validity
    .map(({ ages }) => ages)
    .filter((ages) =>
      channels.some((channel) => {
        const { paths } = pathsOf(channel, { ...scenario, ages: [{ ...ages, parts: 1 }] }, volumes);
        return seriesOfChannel(rules, channel).some((series) =>
          paths.some((path) => {
            const { days, calendar } = lifeOf(rules, series, path);
            return days === Number.POSITIVE_INFINITY && calendar.length === 0;
          }),
        );
      }),
    );
}

/** Whose it is that nothing ends, where something of an answer is so. */
export function spokenEndless(
  found: readonly ItemAnswer[],
  rules: Program,
  volumes: Pick<Volumes, 'arrivals' | 'ways' | 'scenarios'>,
  say: Speak,
): string[] {
  if (found.every(({ ends }) => ends.endless === 0)) return [];
  const ages = endlessAges(rules, volumes).map(({ from, to }) =>
    say('exposure.ages', { from: from ?? 'none', to: to ?? 'none' }),
  );
  return ages.length === 0 ? [] : [say('exposure.endless-ages', { ages: ages.join(', ') })];
}
