import type { FastifyRequest } from 'fastify';
import { SaidFields } from './said-fields.tsx';
import type { Wording } from './wording.ts';

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
      <SaidFields {...{ request, languages }} sentences={wording?.sentences ?? {}} />
    </>
  );
}
