import { wordDay } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { DataTable } from '../ui/data-table.tsx';
import { HELD_STYLE } from '../ui/held-style.ts';
import { withLanguage } from '../ui/layout.tsx';
import { OneNumber, PublicPage } from '../ui/public-page.tsx';
import { askedQuestion } from './list.ts';
import { ASKED_PATH } from './paths.ts';
import type { Standing } from './standing.ts';

type Props = { context: Context; request: FastifyRequest; all: readonly Standing[] };

/** Every question that we ask, why, and when two people last found that we still need it. */
export function AskedPage({ context, request, all }: Props) {
  const { say, language } = request;
  const late = all.filter(({ overdue }) => overdue).length;
  const heads = ['question', 'why', 'basis', 'where', 'reviewed', 'due'].map((key) => say(`ask.${key}`));
  return (
    <PublicPage {...{ context, request }} title="ask.title" path={ASKED_PATH}>
      <link rel="stylesheet" href={HELD_STYLE} />
      <p class="lead">{say('ask.lead')}</p>
      <div class="standing">
        <OneNumber id="late" count={late} title={say('ask.late-title')}>
          {say('ask.late', { count: late })}
        </OneNumber>
      </div>
      <h2 id="questions">{say('ask.all', { count: all.length })}</h2>
      <DataTable
        labelledBy="questions"
        heads={heads}
        rows={all.map((standing) => ({ key: standing.name, cells: cellsOf(request, standing) }))}
      />
      <section aria-labelledby="never">
        <h2 id="never">{say('ask.never-title')}</h2>
        <p>{say('ask.never')}</p>
      </section>
      <ul class="links">
        <li>
          <a href={withLanguage('/what-we-hold', language)}>{say('ask.to-holdings')}</a>
        </li>
        <li>
          <a href={`${ASKED_PATH}.json`}>{say('ask.to-data')}</a>
        </li>
      </ul>
    </PublicPage>
  );
}

function cellsOf({ say, language }: FastifyRequest, { name, reviewed, due, overdue }: Standing) {
  const { why, basis, places, optional } = askedQuestion(name);
  const asked = say(`ask.question.${name}`);
  const day = due === null ? say('ask.now') : wordDay(language, due);
  return [
    optional ? say('ask.optional', { asked }) : asked,
    say(`ask.reason.${why}`),
    say(`holdings.basis.${basis}`),
    places.map((place) => say(`ask.place.${place}`)).join(' · '),
    reviewed === null ? say('ask.not-yet') : wordDay(language, reviewed),
    <span class={overdue ? 'overdue' : undefined}>{overdue ? say('ask.overdue', { day }) : day}</span>,
  ];
}
