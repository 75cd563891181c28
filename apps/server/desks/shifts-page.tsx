import { type Session, StaffFrame, type Visit } from '../staff/service.ts';
import { Field, Form } from '../ui/form.tsx';
import { withLanguage } from '../ui/layout.tsx';
import type { ClosedShift, OpenShift } from './shifts.ts';

type Props = Visit & {
  session: Session;
  open: readonly OpenShift[];
  closed: readonly ClosedShift[];
  /** null where the program prints no library number. */
  freeNumbers: number | null;
};

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
      </section>
      <section aria-labelledby="closed">
        <h2 id="closed">{say('desks.closed-title')}</h2>
        <ClosedTable {...props} />
      </section>
      {props.freeNumbers !== null && <LibraryForm {...props} freeNumbers={props.freeNumbers} />}
    </StaffFrame>
  );
}

/** Enough of a shift's random name to tell it on the telephone. */
const short = (shift: string): string => shift.slice(0, 8);

function OpenTable({ request: { say, language }, open }: Props) {
  if (open.length === 0) return <p>{say('desks.open-none')}</p>;
  const time = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return (
    <div class="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">{say('desks.shift')}</th>
            <th scope="col">{say('desks.until')}</th>
            <th scope="col">{say('desks.quota')}</th>
            <th scope="col">{say('desks.state')}</th>
          </tr>
        </thead>
        <tbody>
          {open.map(({ shift, until, quota, overdue }) => (
            <tr key={shift}>
              <th scope="row">
                <code>{short(shift)}</code>
              </th>
              <td>{time.format(until)} UTC</td>
              <td class="number">{quota}</td>
              <td>{say(overdue ? 'desks.state-overdue' : 'desks.state-open')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ClosedTable({ request: { say, language }, closed }: Props) {
  if (closed.length === 0) return <p>{say('desks.closed-none')}</p>;
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const spoiledOf = (spoiled: Record<string, number>) =>
    Object.values(spoiled).reduce((sum, n) => sum + n, 0);
  return (
    <div class="scroll-x">
      <table>
        <thead>
          <tr>
            {['shift', 'day', 'issued', 'spoiled', 'void', 'unused', 'refused'].map((key) => (
              <th key={key} scope="col">
                {say(`desks.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {closed.map(({ shift, from, counts }) => (
            <tr key={shift}>
              <th scope="row">
                <code>{short(shift)}</code>
              </th>
              <td>{day.format(from)}</td>
              <td class="number">{counts.cards}</td>
              <td class="number">{spoiledOf(counts.spoiled)}</td>
              <td class="number">{counts.void}</td>
              <td class="number">{counts.unused}</td>
              <td class="number">{counts.refused}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LibraryForm({ request: { say, language, csrf }, freeNumbers }: Props & { freeNumbers: number }) {
  return (
    <section aria-labelledby="library">
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
