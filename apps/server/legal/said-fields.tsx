import { nativeName } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { HoldSentences } from '../store/tables/holds.ts';
import { LONGEST_SENTENCE } from './wording.ts';

/** A sentence in each language of the city, as `said-<tag>`; folded, but for those with something in them. */
export function SaidFields({
  request: { say },
  languages,
  sentences,
  first = false,
}: {
  request: FastifyRequest;
  languages: readonly string[];
  sentences: HoldSentences;
  /** The first of them lies open in any case. */
  first?: boolean;
}) {
  return (
    <div class="field">
      {languages.map((tag, place) => (
        <details key={tag} open={(first && place === 0) || Boolean(sentences[tag])}>
          <summary lang={tag}>{nativeName(tag)}</summary>
          <div class="field">
            <label for={`said-${tag}`}>{say('legal.said-in', { language: nativeName(tag) })}</label>
            <textarea
              id={`said-${tag}`}
              name={`said-${tag}`}
              lang={tag}
              dir="auto"
              rows={3}
              maxLength={LONGEST_SENTENCE}
            >
              {sentences[tag] ?? ''}
            </textarea>
          </div>
        </details>
      ))}
    </div>
  );
}
