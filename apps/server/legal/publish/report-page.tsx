import { wordDay } from '@commonkey/words';
import { ReportFigures, type SaidReport } from '../../register/service.ts';
import type { Session, Visit } from '../../staff/service.ts';
import { Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { DEMANDS_PATH, REPORT_PATH } from '../demands/paths.ts';
import { LegalFrame } from '../frame.tsx';

export type ReportProps = Visit & {
  session: Session;
  /** As they are now, or as they were made public. */
  said: SaidReport;
  /** `public`: nothing is left to do. `waiting`: for the second person. `changed`: what waits is not what the figures are now. */
  state: 'none' | 'waiting' | 'changed' | 'public';
  /** Whoever looks asked for it. */
  own: boolean;
  done: 'proposed' | 'published' | null;
};

/** The report of the half-year that is over, as the public will read it, and the two who make it public. */
export function ReportPage(props: ReportProps) {
  const { context, request, said, state, own, done } = props;
  const { say, language, csrf } = request;
  const act = (step: string, key: string) => (
    <Form action={withLanguage(`${REPORT_PATH}/${step}`, language)} csrf={csrf}>
      <button type="submit">{say(key)}</button>
    </Form>
  );
  return (
    <LegalFrame {...props} title={say('legal.report-title')} path={REPORT_PATH}>
      <a class="back" href={withLanguage(DEMANDS_PATH, language)}>
        {say('legal.report-back')}
      </a>
      {done && (
        <p class="notice notice-leaf" role="status">
          {say(`legal.report-done-${done}`)}
        </p>
      )}
      <p class="lead">{say('legal.report-lead')}</p>
      <h2>
        {say('report.one', { from: wordDay(language, said.from), until: wordDay(language, said.until) })}
      </h2>
      <p class="state">{say(`legal.report-state-${state}`)}</p>
      <ReportFigures {...{ context, request, said }} />
      <p>{say('report.small')}</p>
      {state === 'waiting' && own && <p>{say('legal.report-own')}</p>}
      {state === 'waiting' && !own && act('agree', 'legal.report-agree')}
      {(state === 'none' || state === 'changed') && act('propose', 'legal.report-propose')}
    </LegalFrame>
  );
}
