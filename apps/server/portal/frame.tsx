import type { FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { Context } from '../context.ts';
import { ErrorSummary, type FieldErrors } from '../ui/form.tsx';
import { Layout, withLanguage } from '../ui/layout.tsx';
import { PORTAL_SCRIPT } from './browser/script.ts';
import { DraftDoors } from './draft-doors.tsx';
import { SessionClock } from './safety/session-clock.tsx';
import type { PortalSession } from './session.ts';

export type Visit = { context: Context; request: FastifyRequest };

/** Of these pages alone: no other page pays for it. */
export const APPLY_STYLE = '/assets/apply.css';

export type FrameProps = Visit & {
  /** Where there is one, its end is told before it comes. */
  session?: PortalSession | undefined;
  /** Heading and browser title: never anything that somebody typed. */
  title: string;
  path: string;
  /** The way back, if there is a sensible one. */
  back?: string | null;
  /** What has to be put right, by field: told first, above the heading. */
  errors?: FieldErrors;
  /** Something has to be put right that the page itself tells of. */
  failed?: boolean;
  /** The page has its heading in a legend or a label. */
  ownHeading?: boolean;
  children: ComponentChildren;
};

/** The frame of every page of an application. */
export function PortalFrame(props: FrameProps) {
  const {
    context,
    request,
    session,
    title,
    path,
    back,
    errors = {},
    failed = false,
    ownHeading = false,
  } = props;
  const { say, language } = request;
  return (
    <Layout
      say={say}
      language={language}
      languages={request.languages}
      practice={context.config.practice}
      title={title}
      cityName={context.program.program.city.name}
      path={path}
      scripts={[PORTAL_SCRIPT]}
      failed={failed || Object.keys(errors).length > 0}
      ownHeading
    >
      <link rel="stylesheet" href={APPLY_STYLE} />
      {back && (
        <a class="back" href={withLanguage(back, language)}>
          {say('apply.back')}
        </a>
      )}
      <ErrorSummary say={say} errors={errors} />
      {!ownHeading && <h1>{title}</h1>}
      {props.children}
      {session?.application.state === 'draft' && <DraftDoors request={request} path={path} />}
      {session && (
        <SessionClock
          say={say}
          language={language}
          seconds={(session.endsAt.getTime() - context.clock.now().getTime()) / 1000}
        />
      )}
    </Layout>
  );
}
