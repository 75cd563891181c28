import { type Role, type Session, StaffFrame, type Visit } from '../staff/service.ts';
import { cityWords } from '../ui/city-words.ts';
import { DataTable } from '../ui/data-table.tsx';
import { Field, Form } from '../ui/form.tsx';
import { withLanguage } from '../ui/layout.tsx';
import type { WaitingCopy } from './copies.ts';
import type { ClosedShift, OpenShift } from './shifts.ts';

type Props = Visit & {
  session: Session;
  open: readonly OpenShift[];
  closed: readonly ClosedShift[];
  copies: readonly WaitingCopy[];
  /** null where the program prints no library number. */
  freeNumbers: number | null;
};

/** Who may say that a thing which had waited is destroyed. */
export const COPY_ROLES: readonly Role[] = ['desk-supervisor', 'records-officer'];

/** Shifts that have not reported (an alarm once overdue) and those that have. */
export function ShiftsPage(props: Props) {
  const { say } = props.request;
  const overdue = props.open.filter((shift) => shift.overdue);
  return (
    <StaffFrame {...props} title={say('desks.title')} path="/shifts">
      {overdue.length > 0 && (
        <div class="notice notice-brick" role="alert">
          <h2>{say('desks.overdue-title', { count: overdue.length })}</h2>
          <p>{say('desks.overdue')}</p>
        </div>
      )}
      <section aria-labelledby="open">
        <h2 id="open">{say('desks.open-title')}</h2>
        <OpenTable {...props} />
        {props.session.roles.includes('cards-officer') && (
          <p>
            <a href={withLanguage('/shifts/stolen', props.request.language)}>{say('desks.stolen-other')}</a>
          </p>
        )}
      </section>
      <section aria-labelledby="closed">
        <h2 id="closed">{say('desks.closed-title')}</h2>
        <SecondCards {...props} />
        <ClosedTable {...props} />
      </section>
      <section aria-labelledby="copies">
        <h2 id="copies">{say('desks.copies-title')}</h2>
        <p>{say('desks.copies-lead')}</p>
        <CopiesTable {...props} />
      </section>
      {props.freeNumbers !== null && <LibraryForm {...props} freeNumbers={props.freeNumbers} />}
    </StaffFrame>
  );
}

/** Enough of a shift's random name to tell it on the telephone. */
const short = (shift: string): string => shift.slice(0, 8);

function OpenTable({ request: { say, language }, session, open }: Props) {
  const mayDistrust = session.roles.includes('cards-officer');
  if (open.length === 0) return <p class="nothing">{say('desks.open-none')}</p>;
  const time = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return (
    <DataTable
      labelledBy="open"
      heads={['shift', 'until', 'quota', 'state', 'trust'].map((key) => say(`desks.${key}`))}
      rows={open.map(({ shift, kid, distrusted, until, quota, overdue }) => ({
        key: shift,
        cells: [
          <code>{short(shift)}</code>,
          `${time.format(until)} UTC`,
          quota,
          <span class={overdue ? 'state state-overdue' : 'state'}>
            {say(overdue ? 'desks.state-overdue' : 'desks.state-open')}
          </span>,
          distrusted
            ? say('desks.distrusted')
            : mayDistrust && (
                <a href={withLanguage(`/shifts/stolen?key=${kid}`, language)}>{say('desks.stolen')}</a>
              ),
        ],
      }))}
    />
  );
}

/** The same waiting card left two desks: rare, and somebody should ask how. */
function SecondCards({ request: { say }, closed }: Props) {
  const count = closed.reduce((sum, { counts }) => sum + (counts.second ?? 0), 0);
  if (count === 0) return null;
  return (
    <div class="notice notice-amber">
      <h3>{say('desks.second-title', { count })}</h3>
      <p>{say('desks.second-note')}</p>
    </div>
  );
}

function ClosedTable({ request: { say, language }, closed }: Props) {
  if (closed.length === 0) return <p class="nothing">{say('desks.closed-none')}</p>;
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const spoiledOf = (spoiled: Record<string, number>) =>
    Object.values(spoiled).reduce((sum, n) => sum + n, 0);
  return (
    <DataTable
      labelledBy="closed"
      heads={['shift', 'day', 'issued', 'spoiled', 'void', 'unused', 'refused', 'second'].map((key) =>
        say(`desks.${key}`),
      )}
      rows={closed.map(({ shift, day: on, counts }) => ({
        key: shift,
        cells: [
          <code>{short(shift)}</code>,
          day.format(new Date(on)),
          counts.cards,
          spoiledOf(counts.spoiled),
          counts.void,
          counts.unused,
          counts.refused,
          counts.second ?? 0,
        ],
      }))}
    />
  );
}

/** What was sealed at a desk, or asked about and not reported: it leaves this list when somebody says that it is gone. */
function CopiesTable({ context, request: { say, language, csrf }, session, copies }: Props) {
  if (copies.length === 0) return <p class="nothing">{say('desks.copies-none')}</p>;
  const sayCity = cityWords(context.program.program, language);
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const may = COPY_ROLES.some((role) => session.roles.includes(role));
  return (
    <DataTable
      labelledBy="copies"
      heads={['copy', 'shift', 'day', 'copy-due', 'state'].map((key) => say(`desks.${key}`))}
      rows={copies.map(({ id, series, shift, day: on, due, answer }) => ({
        key: id,
        cells: [
          sayCity(`series.${series}`),
          <code>{short(shift)}</code>,
          day.format(new Date(on)),
          day.format(new Date(due)),
          <>
            {say(`desks.copy-${answer}`)}
            {may && answer === 'yes' && (
              <Form action={withLanguage('/shifts/destroyed', language)} csrf={csrf}>
                <input type="hidden" name="id" value={id} />
                <button type="submit">{say('desks.copy-destroyed')}</button>
              </Form>
            )}
          </>,
        ],
      }))}
    />
  );
}

function LibraryForm({ request: { say, language, csrf }, freeNumbers }: Props & { freeNumbers: number }) {
  return (
    <section class="sheet" aria-labelledby="library">
      <h2 id="library">{say('desks.library-title')}</h2>
      <p>{say('desks.library-free', { count: freeNumbers })}</p>
      <Form action={withLanguage('/shifts/library', language)} csrf={csrf}>
        <Field
          name="first"
          label={say('desks.library-first')}
          hint={say('desks.library-first-hint')}
          inputMode="numeric"
          required
        />
        <Field name="count" label={say('desks.library-count')} inputMode="numeric" required />
        <button type="submit">{say('desks.library-add')}</button>
      </Form>
    </section>
  );
}
