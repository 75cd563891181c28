import { wallClockIn } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { groupsOfFive } from '../../../code-letters.ts';
import { StaffFrame } from '../../../staff/service.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { ErrorSummary, Field, type FieldErrors, Form } from '../../../ui/form.tsx';
import { withLanguage } from '../../../ui/layout.tsx';
import { QrPicture } from '../../../ui/qr-picture.tsx';
import { dayHeading, EVENTS_STYLE } from '../../booking/days-page.tsx';
import type { CalendarVisit } from '../../calendar/days-page.tsx';
import { calendarDayPath } from '../../calendar/paths.ts';
import type { OpenDay } from '../../days.ts';
import { wordMinute } from '../../say-time.ts';
import type { GivenBlock } from '../give.ts';
import { HELPERS_PATH } from '../paths.ts';
import type { FreeTime } from '../spread.ts';

export type TypedBlock = Readonly<Record<string, string | undefined>>;

type Props = CalendarVisit & {
  day: OpenDay;
  blocks: readonly GivenBlock[];
  free: readonly FreeTime[];
  id: string;
  typed: TypedBlock;
  wrong?: FieldErrors;
};

export const groupsPath = (mark: string): string => `${calendarDayPath(mark)}/groups`;

/** Which groups have places of a day, in counts, and a form to give some. */
export function GroupsPage(props: Props) {
  const { context, request, day, blocks, free, wrong = {} } = props;
  const { say, language } = request;
  const count = free.reduce((sum, time) => sum + time.free, 0);
  return (
    <StaffFrame
      {...props}
      title={say('blocks.title')}
      path={groupsPath(day.mark)}
      failed={Object.keys(wrong).length > 0}
    >
      <link rel="stylesheet" href={EVENTS_STYLE} />
      <a class="back" href={withLanguage(calendarDayPath(day.mark), language)}>
        {say('blocks.back')}
      </a>
      <ErrorSummary say={say} errors={wrong} />
      <p class="lead">
        {dayHeading(request, day)} · <bdi>{day.place}</bdi>
      </p>
      <p>{say('blocks.lead', { most: context.program.program.desk.partyMax })}</p>
      <p class="notice">
        {say('blocks.free', { count })}{' '}
        {count > 0 && say('blocks.most', { count: Math.max(...free.map((time) => time.free)) })}
      </p>
      <Groups {...{ context, request, blocks, day }} />
      {day.state === 'announced' && <GiveForm {...props} />}
    </StaffFrame>
  );
}

function Groups({ context, request, blocks, day }: Pick<Props, 'context' | 'request' | 'blocks' | 'day'>) {
  const { say, language, csrf } = request;
  const { timeZone } = context.program.program.city;
  const at = (when: Date): string => {
    const wall = wallClockIn(timeZone, when);
    return `${wordDay(language, wall.day)}, ${wordMinute(language, wall.minute)}`;
  };
  return (
    <section aria-labelledby="groups">
      <h2 id="groups">{say('blocks.groups')}</h2>
      {blocks.length === 0 ? (
        <p class="nothing">{say('blocks.none')}</p>
      ) : (
        <>
          <DataTable
            labelledBy="groups"
            heads={['group', 'slips', 'people', 'given-back', 'returns', 'state'].map((key) =>
              say(`blocks.${key}`),
            )}
            rows={blocks.map((block) => ({
              key: block.id,
              cells: [
                <bdi key="group">{block.helper}</bdi>,
                block.slips,
                block.people,
                block.back,
                at(block.returnsAt),
                block.withdrawn ? (
                  say('blocks.withdrawn')
                ) : (
                  <Form action={withLanguage(`${groupsPath(day.mark)}/withdraw`, language)} csrf={csrf}>
                    <input type="hidden" name="id" value={block.id} />
                    <button type="submit" class="quiet">
                      {say('blocks.withdraw', { group: block.helper })}
                    </button>
                  </Form>
                ),
              ],
            }))}
          />
          <p class="aside">{say('blocks.withdraw-lead')}</p>
        </>
      )}
    </section>
  );
}

function GiveForm({ context, request, day, id, typed, wrong = {} }: Props) {
  const { say, language, csrf } = request;
  const most = context.program.program.desk.partyMax;
  return (
    <section class="sheet" aria-labelledby="give">
      <h2 id="give">{say('blocks.new')}</h2>
      <Form action={withLanguage(groupsPath(day.mark), language)} csrf={csrf} noValidate>
        <input type="hidden" name="id" value={id} />
        <Field
          name="helper"
          label={say('blocks.helper')}
          hint={say('blocks.helper-hint')}
          error={wrong.helper}
          value={typed.helper}
          autocomplete="off"
        />
        {Array.from({ length: most }, (_, at) => at + 1).map((count) => (
          <Field
            key={count}
            name={`of-${count}`}
            label={say('blocks.of', { count })}
            error={wrong[`of-${count}`]}
            value={typed[`of-${count}`]}
            inputMode="numeric"
            autocomplete="off"
          />
        ))}
        <Field
          name="days"
          label={say('blocks.days')}
          error={wrong.days}
          value={typed.days}
          inputMode="numeric"
          autocomplete="off"
        />
        <button type="submit">{say('blocks.give')}</button>
      </Form>
    </section>
  );
}

/** The code of a group, the only time that it is shown. */
export function GivenCodePage(props: CalendarVisit & { day: OpenDay; helper: string; code: string }) {
  const { context, request, day, helper, code } = props;
  const { say, language } = request;
  const { origin } = context.config.origins.public;
  return (
    <StaffFrame {...props} title={say('blocks.code-title', { group: helper })} path={groupsPath(day.mark)}>
      <link rel="stylesheet" href={EVENTS_STYLE} />
      <p class="lead">
        {dayHeading(request, day)} · <bdi>{day.place}</bdi>
      </p>
      <p>{say('blocks.code-lead')}</p>
      <div class="code-sheet">
        <p class="code-said" dir="ltr">
          <code>{groupsOfFive(code)}</code>
        </p>
        <QrPicture text={code} label={say('blocks.code-picture')} />
      </div>
      <p>
        {say('blocks.code-where')}{' '}
        <bdi dir="ltr">{`${origin.replace(/^https?:\/\//, '')}${HELPERS_PATH}`}</bdi>
      </p>
      <p>
        <a href={withLanguage(groupsPath(day.mark), language)}>{say('blocks.to-groups')}</a>
      </p>
    </StaffFrame>
  );
}
