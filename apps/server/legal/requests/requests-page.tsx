import type { PlainDate } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import type { Session, Visit } from '../../staff/service.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import { NEW_REQUEST_PATH, REQUESTS_PATH, requestPath } from './paths.ts';
import { isOver, type RecordRequest } from './request.ts';

type Props = Visit & {
  session: Session;
  requests: readonly RecordRequest[];
  today: PlainDate;
  rules: boolean;
};

/** Every request: those that wait for an answer first, by their last day. */
export function RequestsPage(props: Props) {
  const { request, requests, rules } = props;
  const { say, language } = request;
  const waiting = requests.filter((one) => !isOver(one)).sort((a, b) => a.due.localeCompare(b.due));
  const over = requests.filter(isOver);
  return (
    <LegalFrame {...props} title={say('requests.title')} path={REQUESTS_PATH}>
      <p class="lead">{say('requests.lead')}</p>
      {rules ? (
        <p>
          <a class="button" href={withLanguage(NEW_REQUEST_PATH, language)}>
            {say('requests.new-title')}
          </a>
        </p>
      ) : (
        <p class="notice notice-amber">{say('fault.requests-no-rules')}</p>
      )}
      <h2 id="waiting">{say('requests.waiting-title')}</h2>
      {waiting.length === 0 ? (
        <p class="nothing">{say('requests.waiting-none')}</p>
      ) : (
        <List {...props} labelledBy="waiting" of={waiting} />
      )}
      {over.length > 0 && (
        <>
          <h2 id="over">{say('requests.over-title')}</h2>
          <List {...props} labelledBy="over" of={over} />
        </>
      )}
    </LegalFrame>
  );
}

function List({
  request,
  of,
  today,
  labelledBy,
}: Props & { of: readonly RecordRequest[]; labelledBy: string }) {
  const { say, language } = request;
  return (
    <DataTable
      labelledBy={labelledBy}
      heads={['number', 'received', 'about', 'due', 'state'].map((head) => say(`requests.head-${head}`))}
      rows={of.map((one) => ({
        key: one.id,
        cells: [
          <a href={withLanguage(requestPath(one.id), language)}>{one.number}</a>,
          wordDay(language, one.received_on),
          one.classes.map((name) => say(`requests.class-${name}`)).join('; '),
          wordDay(language, one.due),
          stateWords(one, today, say),
        ],
      }))}
    />
  );
}

export const isLate = (one: RecordRequest, today: PlainDate): boolean => !isOver(one) && one.due < today;

export const stateWords = (one: RecordRequest, today: PlainDate, say: (key: string) => string): string =>
  say(isLate(one, today) ? 'requests.state-late' : `requests.state-${one.state}`);
