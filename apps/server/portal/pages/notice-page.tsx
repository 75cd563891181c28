import { endOf, seriesOf } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { waysOf } from '../../notices/service.ts';
import { cityWords } from '../../ui/city-words.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { AppealBeginsAnew, CertificateFirst } from '../../ui/last-days.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { today } from '../draft.ts';
import { PortalFrame, type Visit } from '../frame.tsx';
import { ASKED_FOR, askedFor, basisOf } from '../protocol.ts';
import { IDLE_MINUTES, WHOLE_HOURS } from '../session.ts';

/** Last page before anything is typed: what will be kept and until when, who could compel it, the way that keeps nothing. */
export function NoticePage({ context, request, back }: Visit & { back: string }) {
  const { say, language } = request;
  const { program } = context.program;
  const city = cityWords(program, language);
  const on = today(context);
  const day = (kind: 'draft' | 'papers' | 'card') =>
    wordDay(language, endOf(program, kind, kind === 'draft' ? { receipt: on } : { submission: on }));
  const asked = waysOf(context.notices).length > 0 ? ASKED_FOR : ASKED_FOR.filter((one) => one !== 'contact');
  const said = (id: string) => program.notices.find((notice) => notice.id === id);
  return (
    <PortalFrame {...{ context, request, back }} title={say('apply.notice.title')} path="/apply/what-we-keep">
      <p class="lead">{say('apply.notice.lead')}</p>
      <ul>
        <li>{say('apply.notice.draft', { day: day('draft') })}</li>
        <li>{say('apply.notice.papers', { day: day('papers') })}</li>
        <li>{say('apply.notice.card', { day: day('card') })}</li>
      </ul>
      <AppealBeginsAnew {...{ program, say }} />
      <p>{say('start.channel-hold')}</p>
      <CertificateFirst {...{ program, say }} />
      <h2 id="asked">{say('start.kept-why')}</h2>
      <DataTable
        labelledBy="asked"
        heads={[say('start.kept-what'), say('start.kept-why'), say('public.basis')]}
        rows={asked.map((record) => {
          const series = seriesOf(program, record);
          const answers = askedFor(record).map((key) => say(key));
          return {
            key: record,
            cells: [
              <Recorded name={city(`series.${series.id}`)} answers={answers} />,
              city(series.purpose),
              basisOf(program, language, series),
            ],
          };
        })}
      />
      <h2>{say('apply.notice.compel-title')}</h2>
      <p>{said('portal-compelled') ? city('notice.portal-compelled') : say('start.channel-who-online')}</p>
      <h2>{say('apply.notice.person-title')}</h2>
      <p>{said('portal-in-person') ? city('notice.portal-in-person') : say('start.time-other')}</p>
      <p>
        <a href={withLanguage('/', language)}>{say('apply.notice.person-link')}</a>
      </p>
      <h2>{say('apply.notice.time-title')}</h2>
      <p>{say('apply.notice.time', { minutes: IDLE_MINUTES, hours: WHOLE_HOURS })}</p>
      <p>
        <a class="button" href={withLanguage('/apply/device', language)}>
          {say('apply.continue')}
        </a>
      </p>
    </PortalFrame>
  );
}

/** What a record is called, and under it what goes into it. */
function Recorded({ name, answers }: { name: string; answers: readonly string[] }) {
  if (answers.length === 0) return <>{name}</>;
  return (
    <>
      {name}
      <ul>
        {answers.map((answer) => (
          <li key={answer}>{answer}</li>
        ))}
      </ul>
    </>
  );
}
