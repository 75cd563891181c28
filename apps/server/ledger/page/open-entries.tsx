import { wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Standing } from '../against-leaf.ts';
import type { SaidOpenly } from '../openings.ts';
import { LEDGER_PATH } from './path.ts';
import { spokenEvent } from './spoken-event.ts';

/** A statement, and what was found when it was held against the ledger. */
export type HeldAgainst = SaidOpenly & { readonly standing: Standing };

/** What the city says openly of its own apps, rules, keys and lists, each held against its entry, with the way to its receipt. */
export function OpenEntries({ request, said }: { request: FastifyRequest; said: readonly HeldAgainst[] }) {
  const { say } = request;
  return (
    <section aria-labelledby="said">
      <h2 id="said">{say('ledger.said-title')}</h2>
      <p>{say('ledger.said-lead')}</p>
      {said.some(({ standing }) => standing === 'altered') && (
        <div class="notice notice-brick">
          <p>
            {say('ledger.said-altered')}{' '}
            <a href={`${LEDGER_PATH}/checkpoint`}>{say('ledger.checkpoint-link')}</a>
          </p>
        </div>
      )}
      {said.length > 0 && (
        <ul class="open-entries">
          {said.map((one) => (
            <OpenEntry key={hex(one.leaf)} {...{ request, one }} />
          ))}
        </ul>
      )}
      <p>
        <a href={`${LEDGER_PATH}/openings.json`}>{say('ledger.said-file')}</a>
      </p>
    </section>
  );
}

const COLOURS: Readonly<Record<Standing, string>> = {
  matches: 'state',
  waiting: 'quiet-text',
  altered: 'state state-overdue',
  unchecked: 'state state-overdue',
};

function OpenEntry({ request, one }: { request: FastifyRequest; one: HeldAgainst }) {
  const { say, language } = request;
  const { standing } = one;
  const { said_on, subject, list, digest } = one.event;
  const leaf = hex(one.leaf);
  const id = `entry-${leaf.slice(0, 12)}`;
  return (
    <li>
      <p id={id}>
        {spokenEvent(one.event, request, (series) => series) ?? wordDay(language, String(said_on))}{' '}
        <code class="word-for-word">{String(subject ?? list)}</code>
      </p>
      <p class="quiet-text">
        {say('ledger.digest')} <code class="word-for-word">{String(digest)}</code>
      </p>
      <p class={COLOURS[standing]}>{say(`ledger.entry-${standing}`)}</p>
      {standing === 'matches' && (
        <p>
          <a href={`${LEDGER_PATH}/receipt/${leaf}`} aria-describedby={id}>
            {say('ledger.get-receipt')}
          </a>
        </p>
      )}
    </li>
  );
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
