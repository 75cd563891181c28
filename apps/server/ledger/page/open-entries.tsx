import { wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { SaidOpenly } from '../openings.ts';
import { LEDGER_PATH } from './path.ts';
import { spokenEvent } from './spoken-event.ts';

/** So many stand on the page, which is light on a slow line; all of them are in the file. */
const SHOWN = 60;

/** What the city says openly of its own apps, rules, keys and lists, each with the way to its receipt. */
export function OpenEntries({ request, said }: { request: FastifyRequest; said: readonly SaidOpenly[] }) {
  const { say } = request;
  return (
    <section aria-labelledby="said">
      <h2 id="said">{say('ledger.said-title')}</h2>
      <p>{say('ledger.said-lead')}</p>
      {said.some(({ numbered }) => !numbered) && <p>{say('ledger.next-hour')}</p>}
      {said.length > 0 && (
        <ul class="open-entries">
          {said.slice(0, SHOWN).map((one) => (
            <OpenEntry key={one.leaf} {...{ request, one }} />
          ))}
        </ul>
      )}
      <p>
        <a href={`${LEDGER_PATH}/openings.json`}>{say('ledger.said-file')}</a>
      </p>
    </section>
  );
}

function OpenEntry({ request, one }: { request: FastifyRequest; one: SaidOpenly }) {
  const { say, language } = request;
  const { said_on, subject, list, digest } = one.event;
  const id = `entry-${one.leaf.slice(0, 12)}`;
  return (
    <li>
      <p id={id}>
        {spokenEvent(one.event, request, (series) => series) ?? wordDay(language, String(said_on))}{' '}
        <code class="word-for-word">{String(subject ?? list)}</code>
      </p>
      <p class="quiet-text">
        {say('ledger.digest')} <code class="word-for-word">{String(digest)}</code>
      </p>
      {one.numbered && (
        <p>
          <a href={`${LEDGER_PATH}/receipt/${one.leaf}`} aria-describedby={id}>
            {say('ledger.get-receipt')}
          </a>
        </p>
      )}
    </li>
  );
}
