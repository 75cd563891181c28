import { fingerprint } from '../trust/fingerprint.ts';
import { type Held, rootsChanged, strangeRoots } from '../trust/held.ts';
import { useVoice } from './words.ts';

/** The city shows a root key that this device does not remember: a person has to compare fingerprints before it counts. */
export function Roots({ held, confirm }: { held: Held; confirm: () => Promise<void> }) {
  const { say } = useVoice();
  const changed = rootsChanged(held);
  return (
    <section
      class="notice notice-amber roots"
      aria-labelledby="roots-heading"
      data-roots={changed ? 'changed' : 'beside'}
    >
      <h2 id="roots-heading">{say('roots.heading')}</h2>
      <p>{say(changed ? 'roots.what' : 'roots.beside')}</p>
      <dl>
        <dt>{say('roots.remembered')}</dt>
        {held.pins.map((pin) => (
          <dd key={pin}>
            <code>{fingerprint(pin)}</code>
          </dd>
        ))}
        <dt>{say('roots.offered')}</dt>
        {strangeRoots(held).map((root) => (
          <dd key={root}>
            <code>{fingerprint(root)}</code>
          </dd>
        ))}
      </dl>
      <button type="button" class="quiet" onClick={() => void confirm()}>
        {say('roots.accept')}
      </button>
    </section>
  );
}
