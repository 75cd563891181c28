import type { PlainDate } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import type { Session, Visit } from '../../staff/service.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import type { RunningClock } from './source.ts';

export const CLOCKS_PATH = '/clocks';

type Props = Visit & {
  session: Session;
  clocks: readonly RunningClock[];
  today: PlainDate;
  /** The day on which this officer's calendar address ends; null where they have none. */
  feedEnds: PlainDate | null;
  /** A new address, on the page that answers its making and nowhere else. */
  address?: string;
};

/** Every day that has to be kept, the next first, and the officer's own calendar address. */
export function ClocksPage(props: Props) {
  const { request, clocks, today } = props;
  const { say, language } = request;
  const unsure = clocks.filter(({ holidaysKnown }) => !holidaysKnown);
  return (
    <LegalFrame {...props} title={say('clocks.title')} path={CLOCKS_PATH}>
      <p class="lead">{say('clocks.lead')}</p>
      <h2 id="running">{say('clocks.running')}</h2>
      {clocks.length === 0 ? (
        <p class="nothing">{say('clocks.none')}</p>
      ) : (
        <DataTable
          labelledBy="running"
          heads={['act', 'what', 'matter', 'due', 'remind'].map((head) => say(`clocks.head-${head}`))}
          rows={clocks.map((clock) => ({
            key: `${clock.path} ${clock.kind} ${clock.matter}`,
            cells: [
              <ActBy key="act" {...{ clock, today, request }} />,
              clock.path === null ? (
                say(`clocks.kind-${clock.kind}`)
              ) : (
                <a key="what" href={withLanguage(clock.path, language)}>
                  {say(`clocks.kind-${clock.kind}`)}
                </a>
              ),
              <span key="matter" class="one-line">
                {clock.matter === null
                  ? say('clocks.no-number')
                  : say(`clocks.of-${clock.of}`, { number: clock.matter })}
              </span>,
              clock.holidaysKnown
                ? wordDay(language, clock.due)
                : say(countsBack(clock) ? 'clocks.or-earlier' : 'clocks.or-later', {
                    day: wordDay(language, clock.due),
                  }),
              clock.alarms
                .filter(({ on }) => on >= today)
                .map(({ on }) => wordDay(language, on))
                .join('; ') || say('clocks.no-alarm'),
            ],
          }))}
        />
      )}
      {unsure.some((clock) => !countsBack(clock)) && <p class="aside">{say('clocks.holidays-open')}</p>}
      {unsure.some(countsBack) && <p class="aside">{say('clocks.holidays-open-back')}</p>}
      <Feed {...props} />
    </LegalFrame>
  );
}

/** A holiday that nobody listed makes such a day earlier, not later. */
const countsBack = ({ kind }: RunningClock): boolean =>
  kind === 'certificate-filing' || kind === 'commission-papers';

function ActBy({
  clock: { actBy },
  today,
  request: { say, language },
}: { clock: RunningClock; today: PlainDate } & Pick<Props, 'request'>) {
  const day = wordDay(language, actBy);
  if (actBy > today) return <>{day}</>;
  return (
    <span class="state state-overdue">{say(actBy === today ? 'clocks.today' : 'clocks.late', { day })}</span>
  );
}

function Feed({ request, feedEnds, address }: Props) {
  const { say, language, csrf } = request;
  return (
    <section class="sheet step" aria-labelledby="feed">
      <h2 id="feed">{say('clocks.feed-title')}</h2>
      <p>{say('clocks.feed-lead')}</p>
      {address !== undefined && (
        <div class="notice notice-leaf once" role="status">
          <p>{say('clocks.feed-once')}</p>
          <code dir="ltr">{address}</code>
        </div>
      )}
      {feedEnds !== null && <p>{say('clocks.feed-until', { day: wordDay(language, feedEnds) })}</p>}
      <div class="row-actions">
        <Form action={withLanguage(`${CLOCKS_PATH}/feed`, language)} csrf={csrf}>
          <button type="submit" class="quiet">
            {say(feedEnds === null ? 'clocks.feed-make' : 'clocks.feed-again')}
          </button>
        </Form>
        {feedEnds !== null && (
          <Form action={withLanguage(`${CLOCKS_PATH}/feed/revoke`, language)} csrf={csrf}>
            <button type="submit" class="grave">
              {say('clocks.feed-revoke')}
            </button>
          </Form>
        )}
      </div>
    </section>
  );
}
