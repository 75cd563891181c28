import { wordDay } from '@commonkey/words';
import type { DayShifts, ReportedShift } from '../../desks/service.ts';
import { type Session, StaffFrame, type Visit } from '../../staff/service.ts';
import type { DayCounts } from '../../store/tables/events.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { ErrorSummary, Field, type FieldErrors, Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import type { EventDay } from '../days.ts';
import type { Closing } from './closed-day.ts';
import type { Difference } from './differences.ts';
import { CLOSINGS_PATH, closePath, MANAGER_STYLE } from './paths.ts';
import type { StillOpen } from './still-open.ts';
import { NotYet, StillOpenNote } from './still-open-note.tsx';
import { spoiledIn } from './sum-counts.ts';

export type ClosingView = {
  event: EventDay;
  closings: readonly Closing[];
  shifts: DayShifts;
  /** What was ticked and typed. */
  chosen: ReadonlySet<string>;
  desks: string;
  /** Of those that are ticked and those that are in already. */
  counts: DayCounts;
  differences: readonly Difference[];
  /** Not where it is to come, or was cancelled before its hours: there is nothing to close. */
  closable: boolean;
  /** What would end with it. */
  open: StillOpen | null;
};
type Props = Visit & {
  session: Session;
  view: ClosingView;
  looked?: boolean;
  /** It was to be closed, and is asked once more. */
  early?: boolean;
  wrong?: FieldErrors;
  /** Said on top, where nothing was kept. */
  problem?: string;
};

/** Enough of a shift's random name to tell it on the telephone; the desk shows it as well when it closes. */
const short = (shift: string): string => shift.slice(0, 8);

/** A day at its end: which desks worked there, what they counted together, and what does not agree. */
export function ClosePage(props: Props) {
  const { request, view, wrong = {}, problem } = props;
  const { say, language } = request;
  const { event, closings } = view;
  return (
    <StaffFrame
      {...props}
      title={say('manager.close-title', { day: `${wordDay(language, event.day)}, ${event.place}` })}
      path={closePath(event.mark)}
      failed={problem !== undefined || Object.keys(wrong).length > 0}
    >
      <link rel="stylesheet" href={MANAGER_STYLE} />
      <a class="back" href={withLanguage(CLOSINGS_PATH, language)}>
        {say('manager.closings-back')}
      </a>
      {problem !== undefined && (
        <p class="notice notice-brick" role="alert">
          {problem}
        </p>
      )}
      <ErrorSummary say={say} errors={wrong} />
      <p class="lead">{say(closings.length > 0 ? 'manager.close-again-lead' : 'manager.close-lead')}</p>
      {event.state === 'cancelled' && view.closable && <p class="notice">{say('manager.close-cancelled')}</p>}
      {closings.length > 0 && <Closings {...{ request, view }} />}
      {view.closable ? <CloseForm {...props} /> : <NotYet {...{ request, event }} />}
      <Beside {...{ request, view }} />
    </StaffFrame>
  );
}

type Part = Pick<Props, 'request' | 'view'>;

function Closings({ request: { say, language }, view }: Part) {
  return (
    <section aria-labelledby="turns">
      <h2 id="turns">{say('manager.turns')}</h2>
      <DataTable
        labelledBy="turns"
        heads={['turn', 'closed', 'desks', 'missing', 'made', 'spoiled'].map((key) =>
          say(`manager.head-${key}`),
        )}
        rows={view.closings.map(({ turn, closed_on, desks, missing, counts }) => ({
          key: `${turn}`,
          cells: [
            say(turn === 1 ? 'manager.turn-first' : 'manager.turn-more'),
            wordDay(language, closed_on),
            desks,
            missing,
            counts.cards,
            spoiledIn(counts),
          ],
        }))}
      />
      <Sums {...{ request: { say }, view }} />
    </section>
  );
}

function CloseForm({ request, view, looked = false, early = false, wrong = {} }: Props) {
  const { say, language, csrf } = request;
  const { event, shifts, chosen } = view;
  const again = view.closings.length > 0;
  return (
    <Form action={withLanguage(closePath(event.mark), language)} csrf={csrf} noValidate>
      <input type="hidden" name="version" value={event.version} />
      <section aria-labelledby="desks">
        <h2 id="desks-reported">{say('manager.desks-title')}</h2>
        <p>{say('manager.desks-lead')}</p>
        {shifts.free.length === 0 ? (
          <p class="nothing">{say(again ? 'manager.desks-no-more' : 'manager.desks-none')}</p>
        ) : (
          <DataTable
            labelledBy="desks-reported"
            heads={['desk', 'made', 'spoiled', 'void', 'unused', 'refused'].map((key) =>
              say(`manager.head-${key}`),
            )}
            rows={shifts.free.map((one) => ({ key: one.shift, cells: deskCells(one, chosen) }))}
          />
        )}
        {shifts.open.length > 0 && (
          <p class="notice notice-amber">
            {say('manager.desks-open', {
              count: shifts.open.length,
              names: shifts.open.map(short).join(', '),
            })}
          </p>
        )}
        {shifts.elsewhere > 0 && <p>{say('manager.desks-elsewhere', { count: shifts.elsewhere })}</p>}
      </section>
      <Field
        name="desks"
        label={say('manager.desks-count')}
        hint={say('manager.desks-count-hint')}
        inputMode="numeric"
        autocomplete="off"
        value={view.desks}
        error={wrong.desks}
      />
      {looked && (
        <section class="sheet" aria-labelledby="looks">
          <h2 id="looks">{say('manager.looks')}</h2>
          <Sums {...{ request, view }} />
        </section>
      )}
      {view.open && <StillOpenNote {...{ request, event, early }} open={view.open} />}
      <div class="live-acts">
        <button type="submit" name="do" value="look" class={looked ? 'quiet' : undefined}>
          {say('manager.look')}
        </button>
        {looked && (
          <button type="submit" name="do" value={early ? 'close-early' : 'close'}>
            {say(early ? 'manager.close-early' : again ? 'manager.add' : 'manager.close')}
          </button>
        )}
      </div>
    </Form>
  );
}

const deskCells = ({ shift, counts }: ReportedShift, chosen: ReadonlySet<string>) => [
  <label class="check" key="shift">
    <input type="checkbox" name="shifts" value={shift} checked={chosen.has(shift)} />
    <code dir="ltr">{short(shift)}</code>
  </label>,
  counts.cards,
  spoiledIn(counts),
  counts.void,
  counts.unused,
  counts.refused,
];

/** What was counted together, and in words what does not agree with what. */
function Sums({
  request: { say },
  view: { counts, differences },
}: {
  request: Pick<Part['request'], 'say'>;
  view: ClosingView;
}) {
  return (
    <>
      <p>
        {say('manager.sum', {
          cards: counts.cards,
          spoiled: spoiledIn(counts),
          refused: counts.refused,
          unused: counts.unused + counts.void,
        })}
      </p>
      {differences.length === 0 ? (
        <p class="notice">{say('manager.agrees')}</p>
      ) : (
        <div class="notice notice-amber">
          <ul>
            {differences.map((one) => (
              <li key={one.what}>{sayDifference(say, one)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function sayDifference(say: Part['request']['say'], one: Difference): string {
  if (one.what !== 'people') return say(`manager.differs-${one.what}`, { ...one });
  const { served, told, away } = one;
  return say(away > 0 ? 'manager.differs-fewer' : 'manager.differs-more', {
    served,
    told,
    away: Math.abs(away),
  });
}

/** A desk that was opened on the evening before, or after midnight: it is easily looked for here. */
function Beside({ request: { say, language }, view: { shifts } }: Part) {
  if (shifts.beside.length === 0) return null;
  return (
    <section aria-labelledby="beside">
      <h2 id="beside">{say('manager.beside')}</h2>
      <p>{say('manager.beside-lead')}</p>
      <ul class="rows">
        {shifts.beside.map(({ shift, day, counts }) => (
          <li key={shift}>
            <code dir="ltr">{short(shift)}</code>:{' '}
            {say('manager.beside-one', { day: wordDay(language, day), cards: counts.cards })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Days whose desks may have something to report, the newest first. */
export function ClosingsPage(
  props: Visit & {
    session: Session;
    days: readonly (EventDay & { turns: number; missing: number | null })[];
  },
) {
  const { request, days } = props;
  const { say, language } = request;
  const state = (turns: number, missing: number | null) => {
    if (turns === 0) return say('manager.closing-open');
    return missing ? say('manager.closing-missing', { count: missing }) : say('manager.closing-done');
  };
  return (
    <StaffFrame {...props} title={say('manager.closings-title')} path={CLOSINGS_PATH}>
      <p class="lead">{say('manager.closings-lead')}</p>
      <h2 id="closings" class="visually-hidden">
        {say('manager.closings-title')}
      </h2>
      {days.length === 0 ? (
        <p class="nothing">{say('manager.closings-none')}</p>
      ) : (
        <DataTable
          labelledBy="closings"
          heads={['day', 'place', 'state'].map((key) => say(`calendar.${key}`))}
          rows={days.map(({ mark, day, place, state: stands, turns, missing }) => ({
            key: mark,
            cells: [
              <a href={withLanguage(closePath(mark), language)}>{wordDay(language, day)}</a>,
              <bdi>{place}</bdi>,
              stands === 'cancelled'
                ? say('manager.closing-of-cancelled', { state: state(turns, missing) })
                : state(turns, missing),
            ],
          }))}
        />
      )}
    </StaffFrame>
  );
}
