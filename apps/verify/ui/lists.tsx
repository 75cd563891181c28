import { useEffect, useState } from 'preact/hooks';
import { type Ages, agesOf, type ListAge } from '../trust/ages.ts';
import type { Held } from '../trust/held.ts';
import { clockWrong } from '../verdict/clock.ts';
import type { Trust } from './use-trust.ts';
import { useVoice } from './words.ts';

/** What this device checks with, and how old that is. */
export function Lists({ trust }: { trust: Trust }) {
  const { say } = useVoice();
  const { held, state } = trust;
  const settled = state !== 'idle' && state !== 'refreshing';
  return (
    <section class="sheet lists" aria-labelledby="lists-heading">
      <h2 id="lists-heading">{say('lists.heading')}</h2>
      {held ? <AgeTable held={held} /> : <p data-lists="never">{say('lists.never')}</p>}
      {held && clockWrong(held, new Date()) && (
        <p class="notice notice-amber" data-clock="wrong">
          {say('lists.clock')}
        </p>
      )}
      <button
        type="button"
        class="quiet"
        aria-disabled={state === 'refreshing'}
        onClick={() => void trust.refresh()}
      >
        {say(state === 'refreshing' ? 'lists.refreshing' : 'lists.refresh')}
      </button>
      <p class="outcome" role="status" data-refresh={state}>
        {settled && say(`lists.${state}`)}
      </p>
    </section>
  );
}

function AgeTable({ held }: { held: Held }) {
  const { say, ago } = useVoice();
  const ages = useAges(held);
  const made = (age: number | null) => (age === null ? say('lists.absent') : ago(age));
  const asked = Math.max(0, Math.floor((Date.now() - held.refreshedAt) / 1000));
  return (
    <dl>
      <div>
        <dt>{say('lists.keys')}</dt>
        <dd>{ages && made(ages.keys)}</dd>
      </div>
      <div>
        <dt>{say('lists.status')}</dt>
        {ages?.lists.length === 0 && <dd data-list="none">{say('lists.none')}</dd>}
        {ages?.lists.map((list) => (
          <dd key={list.uri} data-list={stateOf(list)}>
            {made(list.age)}
            {list.stale && <strong class="old"> {say('lists.old')}</strong>}
          </dd>
        ))}
      </div>
      <div>
        <dt>{say('lists.fetched')}</dt>
        <dd>{ago(asked)}</dd>
      </div>
    </dl>
  );
}

function stateOf(list: ListAge): string {
  return list.age === null ? 'absent' : list.stale ? 'stale' : 'fresh';
}

const often = 30_000;

function useAges(held: Held): Ages | null {
  const [ages, setAges] = useState<Ages | null>(null);
  useEffect(() => {
    let shown = true;
    const look = () => void agesOf(held, new Date()).then((next) => shown && setAges(next));
    look();
    const clock = setInterval(look, often);
    return () => {
      shown = false;
      clearInterval(clock);
    };
  }, [held]);
  return ages;
}
