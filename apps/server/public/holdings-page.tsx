import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { REGISTER_PATH } from '../register/service.ts';
import { GROUPS, type Group } from '../store/holdings/vocabulary.ts';
import { HELD_STYLE } from '../ui/held-style.ts';
import { withLanguage } from '../ui/layout.tsx';
import { PublicPage } from '../ui/public-page.tsx';
import { FORECAST_PATH } from './forecast/path.ts';
import { COUNT_STEP } from './held/counts.ts';
import { ElementView } from './held/element-view.tsx';
import { type Element, elements } from './held/elements.ts';
import type { Observed } from './held/observe.ts';
import { StandingView } from './held/standing-view.tsx';
import { digits, momentWords } from './held/words-of.ts';
import { DATA_PATH, HOLDINGS_PATH, QUESTIONS_PATH, SHARING_PATH } from './paths.ts';

type Props = {
  context: Context;
  request: FastifyRequest;
  observed: Observed;
  /** One person is all of city hall: who can open what is sent online is said where everything is said. */
  alone: boolean;
  /** Of something that is held one person has both halves, whoever works here today. */
  withOne: boolean;
};

/** Everything that the city holds, out of the manifest that the code obeys and the database as it is now. */
export function HoldingsPage({ context, request, observed, alone, withOne }: Props) {
  const { say, language } = request;
  const { program } = context.program;
  const all = elements(observed, program);
  const at = momentWords(language, program.city.timeZone, observed.at);
  return (
    <PublicPage {...{ context, request }} title="public.holdings-title" path={HOLDINGS_PATH}>
      <link rel="stylesheet" href={HELD_STYLE} />
      <p class="lead">{say('public.holdings-lead')}</p>
      <StandingView {...{ say, language, observed }} />
      <p class="aside">{say('public.counted', { at })}</p>
      {alone && <p class="notice notice-amber">{say('start.channel-one-person')}</p>}
      {withOne && <p class="notice notice-amber">{say('public.held-with-one')}</p>}
      <nav class="contents" aria-labelledby="contents">
        <h2 id="contents">{say('public.contents')}</h2>
        <ul>
          {GROUPS.map((group) => (
            <li key={group}>
              <a href={`#about-${group}`}>{say(`holdings.group.${group}`)}</a>
            </li>
          ))}
        </ul>
      </nav>
      {GROUPS.map((group) => (
        <GroupView
          key={group}
          {...{ context, request, group, held: all.filter((one) => one.group === group) }}
        />
      ))}
      <section aria-labelledby="how">
        <h2 id="how">{say('public.how')}</h2>
        <ul>
          <li>{say('public.how-counts', { step: digits(language, COUNT_STEP) })}</li>
          <li>{say('public.how-process')}</li>
          <li>{say('public.how-hold')}</li>
          <li>{say('public.how-copies')}</li>
        </ul>
        <ul class="links">
          {(
            [
              [REGISTER_PATH, 'public.to-register'],
              [SHARING_PATH, 'public.to-sharing'],
              [QUESTIONS_PATH, 'public.to-questions'],
              [FORECAST_PATH, 'public.to-forecast'],
              ['/ledger', 'start.keeps-ledger'],
            ] as const
          ).map(([path, key]) => (
            <li key={path}>
              <a href={withLanguage(path, language)}>{say(key)}</a>
            </li>
          ))}
          <li>
            <a href={DATA_PATH}>{say('public.to-data')}</a>
          </li>
        </ul>
      </section>
    </PublicPage>
  );
}

function GroupView(props: {
  context: Context;
  request: FastifyRequest;
  group: Group;
  held: readonly Element[];
}) {
  const { context, request, group, held } = props;
  const { say, language } = request;
  const { program } = context.program;
  return (
    <section class="holding" aria-labelledby={`about-${group}`}>
      <h2 id={`about-${group}`}>{say(`holdings.group.${group}`)}</h2>
      {held.map((element) => (
        <ElementView key={element.id} {...{ say, language, program, element }} />
      ))}
    </section>
  );
}
