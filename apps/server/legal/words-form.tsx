import { nativeName } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import { LONGEST_SENTENCE, type Wording } from './wording.ts';

/** Counsel's sentence in each language of the city, and whether anything may be said at all. */
export function WordsForm(props: {
  request: FastifyRequest;
  languages: readonly string[];
  wording: Wording | null;
}) {
  const { request, languages, wording } = props;
  const { say } = request;
  return (
    <>
      <p>{say('legal.words-lead')}</p>
      <p class="hint">{say('legal.words-neutral')}</p>
      <label class="check">
        <input type="checkbox" name="gag" checked={wording?.gag === true} />
        {say('legal.gag')}
      </label>
      <p class="hint">{say('legal.gag-hint')}</p>
      {languages.map((tag) => (
        <details key={tag} open={Boolean(wording?.sentences[tag])}>
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
              {wording?.sentences[tag] ?? ''}
            </textarea>
          </div>
        </details>
      ))}
    </>
  );
}
