import type { ComponentChildren } from 'preact';
import { StaffFrame } from '../../staff/service.ts';
import { ErrorSummary, type FieldErrors } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { dayHeading, EVENTS_STYLE } from '../booking/days-page.tsx';
import type { OpenDay } from '../days.ts';
import type { CalendarVisit } from './days-page.tsx';
import { calendarDayPath } from './paths.ts';

/** How what was pressed was answered. */
export type Answer = {
  wrong?: FieldErrors | undefined;
  /** It is of no field: somebody else was quicker, or the day is over. */
  problem?: string | undefined;
};

type Props = CalendarVisit &
  Answer & {
    day: OpenDay;
    title: string;
    path: string;
    /** Where the page leads back to; without it, to the day. */
    back?: { href: string; words: string };
    children: ComponentChildren;
  };

/** The frame of every page of one day: the way back, and what was refused. */
export function DayFrame({ children, back, ...props }: Props) {
  const { request, day, wrong = {}, problem } = props;
  const { say, language } = request;
  return (
    <StaffFrame {...props} failed={problem !== undefined || Object.keys(wrong).length > 0}>
      <link rel="stylesheet" href={EVENTS_STYLE} />
      <a class="back" href={withLanguage(back?.href ?? calendarDayPath(day.mark), language)}>
        {back?.words ?? dayHeading(request, day)}
      </a>
      <ErrorSummary say={say} errors={wrong} />
      {problem && (
        <p class="notice notice-brick" role="alert">
          {problem}
        </p>
      )}
      {children}
    </StaffFrame>
  );
}
