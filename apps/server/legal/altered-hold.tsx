import type { Speak } from '@commonkey/words';
import { isInForce, type MirroredHold } from '../holds/mirror.ts';
import type { Visit } from '../staff/service.ts';
import type { Known } from './known.ts';
import { daysWords, momentWords, seriesWords } from './words-of.ts';

/** First on its page, before anything that could be taken for a fact. */
export function AlteredNotice({ say }: { say: Speak }) {
  return (
    <div class="notice notice-brick" role="alert">
      <h2>{say('legal.altered-one')}</h2>
      <p>{say('legal.altered-note')}</p>
    </div>
  );
}

/** What the row says is shown nowhere: it is not what anybody decided. What the key process knows is. */
export function KnownFacts({ context, request, known }: Visit & { known: Known }) {
  const { say } = request;
  if (typeof known === 'string')
    return (
      <>
        <h2>{say('legal.known-title')}</h2>
        <p>{say(`legal.known-${known}`)}</p>
      </>
    );
  const scope = { ...(known.narrowed ?? known), channel: null };
  const facts: [string, string][] = [
    ['keeps', seriesWords(context, request, scope).join(', ')],
    ['days', daysWords(request, scope)],
    ['since', momentWords(context, request, new Date(known.placedAt))],
    ['state', say(`legal.state-${stateKnown(known)}`)],
  ];
  return (
    <>
      <h2>{say('legal.known-title')}</h2>
      <dl class="hold-facts">
        {facts.map(([term, text]) => (
          <div key={term}>
            <dt>{say(`legal.term-${term}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function stateKnown(known: MirroredHold): string {
  if (known.released) return 'released';
  if (!isInForce(known)) return 'lapsed';
  return known.confirmed ? 'confirmed' : 'provisional';
}
