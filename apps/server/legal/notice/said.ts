import { covers } from '../../holds/may-destroy.ts';
import type { Reader } from '../../store/store.ts';
import type { HoldSentences } from '../../store/tables/holds.ts';
import { ofResident } from '../wording.ts';
import { standingNotices } from './standing.ts';

/** Counsel's words in the reader's language, or in another that they have: it is said which. */
export type Said = { text: string; language: string };

/**
 * What somebody reads behind their code whose records of these series a hold takes, where two agreed that they may be told:
 * whether or not a message reached them. A hold that may not be spoken of is as if it were not there. Of several holds each
 * says its own.
 *
 * @param age of their application
 */
export async function toldOf(
  read: Reader,
  series: readonly string[],
  language: string,
  at: Date,
  age: number | null = null,
): Promise<Said[]> {
  const standing = await standingNotices(read, at);
  const said = standing
    .filter(({ now, scope }) => now && series.some((name) => covers(scope, ofResident(name, age))))
    .flatMap(({ sentences }) => inLanguage(sentences, language) ?? []);
  return [...new Map(said.map((one) => [one.text, one])).values()];
}

/** In this language, in English, or in whatever there is. */
export function inLanguage(sentences: HoldSentences, language: string): Said | null {
  const tag = [language, 'en', ...Object.keys(sentences).sort()].find((one) => Object.hasOwn(sentences, one));
  const text = tag === undefined ? undefined : sentences[tag];
  return tag === undefined || text === undefined ? null : { text, language: tag };
}
