import { wordDay } from '@commonkey/words';
import { daysOf, ReportChanges, ReportFigures, type SaidReport } from '../../register/service.ts';
import type { Session, Visit } from '../../staff/service.ts';
import { Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { DEMANDS_PATH, REPORT_PATH } from '../demands/paths.ts';
import { LegalFrame } from '../frame.tsx';

export type ReportProps = Visit & {
  session: Session;
  /** As in `2026-H1`. */
  half: string;
  /** Half-years that have a report, the newest first. */
  halves: readonly string[];
  /** As the ledger says now; null where nothing is left to sign. */
  figures: SaidReport | null;
  /** The newest version that is public; null before one is. */
  shown: SaidReport | null;
  /**
   * `public`: nothing is left to do. `differs`: public, and the ledger says other numbers. `waiting`: for the second person.
   * `changed`: what waits is not what the figures are now. `early`: over before the service began, or not over.
   */
  state: 'none' | 'waiting' | 'changed' | 'public' | 'differs' | 'early';
  /** The day of the first signed hour; null before it. */
  began: string | null;
  /** Whoever looks asked for it. */
  own: boolean;
  done: 'proposed' | 'published' | null;
};

/** The report of a half-year, as the public will read it, and the two who make it or its correction public. */
export function ReportPage(props: ReportProps) {
  const { context, request, half, figures, shown, state, own, done, began } = props;
  const { say, language, csrf } = request;
  const { from, until } = daysOf(half);
  const act = (step: string, key: string) => (
    <Form action={withLanguage(`${REPORT_PATH}/${step}`, language)} csrf={csrf}>
      <input type="hidden" name="half" value={half} />
      <button type="submit">{say(key)}</button>
    </Form>
  );
  const said = figures ?? shown;
  return (
    <LegalFrame {...props} title={say('legal.report-title')} path={`${REPORT_PATH}?half=${half}`}>
      <a class="back" href={withLanguage(DEMANDS_PATH, language)}>
        {say('legal.report-back')}
      </a>
      {done && (
        <p class="notice notice-leaf" role="status">
          {say(`legal.report-done-${done}`)}
        </p>
      )}
      <p class="lead">{say('legal.report-lead')}</p>
      <h2>{say('report.one', { from: wordDay(language, from), until: wordDay(language, until) })}</h2>
      {state === 'early' ? (
        <p class="state">
          {began === null
            ? say('legal.report-unbegun')
            : say('legal.report-early', { day: wordDay(language, began) })}
        </p>
      ) : (
        <p class="state">{say(`legal.report-state-${state}`)}</p>
      )}
      {shown && figures && (
        <>
          <p>{say('legal.report-differs')}</p>
          <ReportChanges {...{ context, request }} before={shown} now={figures} />
        </>
      )}
      {said && <ReportFigures {...{ context, request, said }} />}
      {said && <p>{say('report.small')}</p>}
      {state === 'waiting' && own && <p>{say('legal.report-own')}</p>}
      {state === 'waiting' && !own && act('agree', 'legal.report-agree')}
      {(state === 'none' || (state === 'changed' && !shown)) && act('propose', 'legal.report-propose')}
      {(state === 'differs' || (state === 'changed' && shown)) && act('propose', 'legal.report-correct')}
      <OtherHalves {...props} />
    </LegalFrame>
  );
}

function OtherHalves({ request: { say, language }, half, halves }: ReportProps) {
  const others = halves.filter((one) => one !== half);
  if (others.length === 0) return null;
  return (
    <>
      <h2>{say('legal.report-halves')}</h2>
      <ul class="links">
        {others.map((one) => {
          const { from, until } = daysOf(one);
          return (
            <li key={one}>
              <a href={withLanguage(`${REPORT_PATH}?half=${one}`, language)}>
                {say('report.one', { from: wordDay(language, from), until: wordDay(language, until) })}
              </a>
            </li>
          );
        })}
      </ul>
    </>
  );
}
