import type { Speak } from '@commonkey/words';
import { type StationFacts, stateItems } from './facts.ts';

export function Bar(props: { say: Speak; city: string; facts: StationFacts; language: string }) {
  const { say, facts } = props;
  const clock = new Intl.DateTimeFormat(props.language, { hour: '2-digit', minute: '2-digit' }).format(
    facts.now,
  );
  return (
    <header class="bar">
      <span class="brand">
        <span class="mark" aria-hidden="true" />
        {props.city}
      </span>
      <ul class="states" aria-label={say('state.title')}>
        {stateItems(facts).map((item) => (
          <li key={item.key} data-is={item.is} data-state={item.key}>
            {say(item.key, item.params)}
          </li>
        ))}
      </ul>
      <span class="clock number">{clock}</span>
    </header>
  );
}

const STEPS = ['papers', 'person', 'picture', 'proof', 'print'] as const;
export type Stage = (typeof STEPS)[number];

export function Stepper(props: { say: Speak; stage: Stage }) {
  const at = STEPS.indexOf(props.stage);
  return (
    <nav aria-label={props.say('stepper.title')}>
      <ol class="stepper">
        {STEPS.map((stage, i) => (
          <li key={stage} data-at={i < at ? 'past' : 'ahead'} aria-current={i === at ? 'step' : undefined}>
            {props.say(`stepper.${stage}`)}
          </li>
        ))}
      </ol>
    </nav>
  );
}

export function Foot(props: { say: Speak; build: string; language: string; forgotten: boolean }) {
  const { say } = props;
  return (
    <footer class="foot">
      <p>
        <strong>{say('foot.nothing-kept')}</strong>{' '}
        {say(props.forgotten ? 'foot.forgotten' : 'foot.in-memory')}
      </p>
      <p>
        {say('foot.language')} <kbd>F1</kbd> · {say('foot.build')}{' '}
        <code data-build={props.build}>{props.build.slice(0, 16)}</code>
      </p>
    </footer>
  );
}
