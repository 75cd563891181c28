import { wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { HELD_STYLE } from '../ui/held-style.ts';
import { withLanguage } from '../ui/layout.tsx';
import { PublicPage } from '../ui/public-page.tsx';
import { EmergencyView } from './emergency-view.tsx';
import { EntryEnd } from './entry-end.tsx';
import { arrivalLeaf } from './openings.ts';
import { paperPath, REGISTER_PATH, REPORTS_PATH } from './path.ts';
import type { PublishedDemand, PublishedEmergency } from './publications.ts';
import { everSaid } from './said-demand.ts';

type Props = {
  context: Context;
  request: FastifyRequest;
  demands: readonly PublishedDemand[];
  emergencies: readonly PublishedEmergency[];
};

/**
 * What others asked the city for, as far as the law department may show it. It never says that there is nothing more: a sentence
 * that has to go when an order comes would tell of the order.
 */
export function RegisterPage({ context, request, demands, emergencies }: Props) {
  const { say, language } = request;
  return (
    <PublicPage {...{ context, request }} title="register.title" path={REGISTER_PATH}>
      <link rel="stylesheet" href={HELD_STYLE} />
      <p class="lead">{say('register.lead')}</p>
      <p>{say('register.silence')}</p>
      <h2>{say('register.count', { count: demands.length + emergencies.length })}</h2>
      {demands.map((one) => (
        <DemandView key={one.said.demand} {...{ request, one }} />
      ))}
      {emergencies.length > 0 && (
        <section aria-labelledby="emergencies">
          <h2 id="emergencies">{say('register.emergencies')}</h2>
          <p>{say('register.emergencies-lead')}</p>
          {emergencies.map((one) => (
            <EmergencyView key={one.said.matter} {...{ request, one }} />
          ))}
        </section>
      )}
      <p class="aside">{say('register.nobody')}</p>
      <ul class="links">
        <li>
          <a href={withLanguage(REPORTS_PATH, language)}>{say('register.to-reports')}</a>
        </li>
        <li>
          <a href={withLanguage('/what-we-hold', language)}>{say('register.to-holdings')}</a>
        </li>
        <li>
          <a href={withLanguage('/ledger', language)}>{say('register.to-ledger')}</a>
        </li>
        <li>
          <a href={`${REGISTER_PATH}.json`}>{say('register.to-data')}</a>
        </li>
      </ul>
    </PublicPage>
  );
}

function DemandView({ request, one }: { request: FastifyRequest; one: PublishedDemand }) {
  const { say, language } = request;
  const { said, publishedOn } = one;
  const id = `demand-${said.demand}`;
  const leaf = arrivalLeaf(said);
  const day = (on: string) => wordDay(language, on);
  return (
    <article class="register-one" aria-labelledby={id}>
      <h3 id={id}>{say('register.number', { number: `\u2066${said.number}\u2069` })}</h3>
      <p>
        {say('register.came', { day: day(said.receivedOn) })}
        {said.byVendor && ` ${say('register.vendor')}`}
      </p>
      <dl>
        <div>
          <dt>{say('register.from')}</dt>
          <dd>{say(`register.issuer-${said.issuer}`)}</dd>
        </div>
        <div>
          <dt>{say('register.paper')}</dt>
          <dd>{say(`register.instrument-${said.instrument}`)}</dd>
        </div>
        <div>
          <dt>{say('register.answer')}</dt>
          <dd>
            <ul>
              {said.items.map(({ place, outcome, decidedOn }) => (
                <li key={place}>
                  {say(decidedOn === null ? 'register.point' : 'register.point-on', {
                    place: String(place),
                    outcome: say(`register.outcome-${outcome ?? 'open'}`),
                    ...(decidedOn === null ? {} : { day: day(decidedOn) }),
                  })}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      </dl>
      <Silence {...{ request, said }} />
      {said.copy !== '' && (
        <details>
          <summary>{say('register.words')}</summary>
          {/* An instrument comes in English, whatever language the page is in. */}
          <blockquote class="word-for-word-text" lang="en" dir="ltr">
            {said.copy}
          </blockquote>
        </details>
      )}
      {said.scan && (
        <p>
          <a href={withLanguage(paperPath(said.number), language)} aria-describedby={id}>
            {say('register.scan', { pages: said.scan.length })}
          </a>
        </p>
      )}
      {said.closedOn !== null && <p>{say('register.closed', { day: day(said.closedOn) })}</p>}
      <EntryEnd {...{ request, id, leaf, publishedOn }} />
    </article>
  );
}

/** What was said of silence. A demand that was shown before orders had days here says only that there was one. */
function Silence({
  request: { say, language },
  said,
}: {
  request: FastifyRequest;
  said: PublishedDemand['said'];
}) {
  if (said.silence)
    return said.silence.map(({ from, until }) => (
      <p key={from}>
        {say('register.was-silenced-days', {
          from: wordDay(language, from),
          until: wordDay(language, until),
        })}
      </p>
    ));
  if (everSaid(said, 'ordered')) return <p>{say('register.was-silenced')}</p>;
  return everSaid(said, 'requested') && <p>{say('register.asked-silence')}</p>;
}
