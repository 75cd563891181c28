import type { Flow, PlainDate } from '@commonkey/program';
import { type Speak, speaker, wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { HELD_STYLE } from '../ui/held-style.ts';
import { withLanguage } from '../ui/layout.tsx';
import { OneNumber, PublicPage } from '../ui/public-page.tsx';
import { isOverdue } from './overdue.ts';
import { SHARING_PATH } from './path.ts';

type Props = { context: Context; request: FastifyRequest; today: PlainDate };

/** Every flow to another body. What is not on this page the service refuses to do. */
export function SharingPage({ context, request, today }: Props) {
  const { say, language } = request;
  const { program } = context.program;
  const flows = program.sharing?.flows ?? [];
  const late = flows.filter((flow) => isOverdue(flow, today)).length;
  return (
    <PublicPage {...{ context, request }} title="sharing.title" path={SHARING_PATH}>
      <link rel="stylesheet" href={HELD_STYLE} />
      <p class="lead">{say('sharing.lead')}</p>
      <div class="standing">
        <OneNumber id="late" count={late} title={say('sharing.late-title')}>
          {say('sharing.late', { count: late })}
        </OneNumber>
      </div>
      <h2>{say('sharing.flows', { count: flows.length })}</h2>
      {flows.map((flow) => (
        <FlowView key={flow.id} {...{ context, request, flow, today }} />
      ))}
      <section aria-labelledby="never">
        <h2 id="never">{say('sharing.never-title')}</h2>
        <p>{say('sharing.never')}</p>
        <p>{say('sharing.refuses')}</p>
      </section>
      <ul class="links">
        <li>
          <a href={withLanguage('/what-we-hold', language)}>{say('sharing.to-holdings')}</a>
        </li>
        <li>
          <a href={`${SHARING_PATH}.json`}>{say('sharing.to-data')}</a>
        </li>
      </ul>
    </PublicPage>
  );
}

function FlowView({ context, request, flow, today }: Props & { flow: Flow }) {
  const { say, language } = request;
  const { id, kind, recipient, host, purpose, basis, fields, contact, reviewBy } = flow;
  const city: Speak = speaker(language, context.program.program.words[language] ?? {});
  const day = wordDay(language, reviewBy);
  return (
    <article class="held" aria-labelledby={`flow-${id}`}>
      <h3 id={`flow-${id}`}>
        <bdi>{recipient}</bdi>
      </h3>
      <p>{say(`sharing.kind.${kind}`)}</p>
      <dl>
        <div>
          <dt>{say('sharing.fields')}</dt>
          <dd>{fields.map((field) => say(`sharing.field.${field}`)).join(' · ')}</dd>
        </div>
        <div>
          <dt>{say('sharing.purpose')}</dt>
          <dd>{city(purpose)}</dd>
        </div>
        <div>
          <dt>{say('sharing.basis')}</dt>
          <dd>
            <bdi lang="en">{basis}</bdi>
          </dd>
        </div>
        {host !== undefined && (
          <div>
            <dt>{say('sharing.host')}</dt>
            <dd>
              <code>
                <bdi>{host}</bdi>
              </code>
            </dd>
          </div>
        )}
        <div>
          <dt>{say('sharing.contact')}</dt>
          <dd>{say(`sharing.contact.${contact}`)}</dd>
        </div>
        <div>
          <dt>{say('sharing.review')}</dt>
          <dd class={isOverdue(flow, today) ? 'overdue' : undefined}>
            {isOverdue(flow, today) ? say('sharing.review-late', { day }) : day}
          </dd>
        </div>
      </dl>
    </article>
  );
}
