import { wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';

type Props = { request: FastifyRequest; id: string; leaf: string | null; publishedOn: string };

/** How an entry of the register ends: what anybody can check it by, and since when it stands there. */
export function EntryEnd({ request: { say, language }, id, leaf, publishedOn }: Props) {
  return (
    <>
      {leaf !== null && (
        <p>
          {say('register.sealed')}{' '}
          <a href={`/ledger/receipt/${leaf}`} aria-describedby={id}>
            {say('register.receipt')}
          </a>
        </p>
      )}
      <p class="quiet-text">{say('register.shown', { day: wordDay(language, publishedOn) })}</p>
    </>
  );
}
