import type { Speak } from '@commonkey/words';
import { COUNT_STEP, inSteps } from './counts.ts';
import type { Observed } from './observe.ts';
import { declarationWords, differenceWords, digits, howManyWords, shortCount } from './words-of.ts';

type Props = { say: Speak; language: string; observed: Observed };

/** The two answers that would shame the city (is anything still here past its day, is anything here that the list does not say?), and between them what waits for somebody else’s paper. */
export function StandingView({
  say,
  language,
  observed: { overdue, dayInDoubt, waiting, differences, declared },
}: Props) {
  const none = 'exactly' in waiting && waiting.exactly === 0;
  return (
    <div class="standing">
      <section
        class={`standing-one ${overdue > 0 ? 'standing-broken' : dayInDoubt ? '' : 'standing-kept'}`}
        aria-labelledby="overdue"
      >
        <p class="standing-number">
          <bdi dir="ltr">{shortCount(language, inSteps(overdue))}</bdi>
        </p>
        <div>
          <h2 id="overdue">{say('public.overdue-title')}</h2>
          <p>
            {(overdue > 0 || !dayInDoubt) && say('public.overdue', { count: overdue === 0 ? 0 : COUNT_STEP })}
          </p>
          {dayInDoubt && <p>{say('public.overdue-doubt')}</p>}
        </div>
      </section>
      <section class="standing-one" aria-labelledby="waiting">
        <p class="standing-number">
          <bdi dir="ltr">{shortCount(language, waiting)}</bdi>
        </p>
        <div>
          <h2 id="waiting">{say('public.waiting-title')}</h2>
          <p>
            {say('public.waiting', {
              any: none ? 'no' : 'yes',
              howMany: howManyWords(say, language, waiting),
            })}
          </p>
        </div>
      </section>
      <section
        class={`standing-one ${differences.length === 0 ? 'standing-kept' : 'standing-broken'}`}
        aria-labelledby="differences"
      >
        <p class="standing-number">{digits(language, differences.length)}</p>
        <div>
          <h2 id="differences">{say('public.differences-title')}</h2>
          <p>{say('public.differences', { count: differences.length })}</p>
          {differences.length > 0 && (
            <ul>
              {differences.map((one) => (
                <li key={JSON.stringify(one)}>{differenceWords(say, one)}</li>
              ))}
            </ul>
          )}
        </div>
      </section>
      {declared.length > 0 && (
        <section class="standing-one" aria-labelledby="declared">
          <p class="standing-number">{digits(language, declared.length)}</p>
          <div>
            <h2 id="declared">{say('public.declared-title')}</h2>
            <p>{say('public.declared')}</p>
            <ul>
              {declared.map((one) => (
                <li key={JSON.stringify(one)}>{declarationWords(say, one)}</li>
              ))}
            </ul>
          </div>
        </section>
      )}
    </div>
  );
}
