import type { HoldPlan } from '@commonkey/exposure';
import type { PlainDate } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { withLanguage } from '../../ui/layout.tsx';
import { NEW_PATH } from '../new-hold-page.tsx';
import { spokenPlan } from './spoken-plan.ts';

/** What a hold for one item would keep from ending, and what ends first without it. It places none. */
export function PlanView({
  say,
  language,
  plan,
  at,
  now,
}: {
  say: Speak;
  language: string;
  plan: HoldPlan;
  at: PlainDate;
  now: Date;
}) {
  const { takes, races, acts, preserve } = spokenPlan(plan, { say, language, at, now });
  const [head, ...lines] = races;
  return (
    <>
      <h3>{say('exposure.plan')}</h3>
      {takes.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {head && <p>{head}</p>}
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {acts.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>
        <strong>{preserve}</strong>
      </p>
      {plan.people > 0 && (
        <p>
          <a href={withLanguage(NEW_PATH, language)}>{say('exposure.plan.place')}</a>
        </p>
      )}
    </>
  );
}
