import type { Speak } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { ErrorSummary, Field, Form } from '../../ui/form.tsx';
import { Layout, withLanguage } from '../../ui/layout.tsx';
import { EVENTS_PATH, NUMBER_PATH } from '../paths.ts';
import { BOARD_STYLE, boardPath } from './board-page.tsx';
import { clockAt } from './fragment.tsx';
import type { TicketState } from './ticket.ts';

export const TICKET_PATH = NUMBER_PATH;
export const TICKET_SCRIPT = '/assets/ticket.js';

type Props = {
  context: Context;
  request: FastifyRequest;
  ticket?: TicketState;
  /** As it was typed, where it can be a code: what is something else is not repeated. */
  typed?: string;
  /** Why the code opens nothing. */
  wrong?: string;
};

export function TicketPage({ context, request, ticket, typed, wrong }: Props) {
  const { say, language, languages } = request;
  const { city } = context.program.program;
  const action = withLanguage(TICKET_PATH, language);
  return (
    <Layout
      {...{ say, language, languages }}
      path={TICKET_PATH}
      title={say('ticket.title')}
      cityName={city.name}
      practice={context.config.practice}
      scripts={ticket || wrong ? [] : [TICKET_SCRIPT]}
      failed={wrong !== undefined}
      back
    >
      <link rel="stylesheet" href={BOARD_STYLE} />
      {wrong && <ErrorSummary say={say} errors={{ code: wrong }} />}
      {ticket && (
        <section class="sheet ticket-told" aria-labelledby="told">
          <h2 id="told">{say('ticket.number', { number: `${ticket.number}` })}</h2>
          <TicketTold say={say} language={language} timeZone={city.timeZone} ticket={ticket} />
          {isEnded(ticket) && (
            <p>
              <a href={withLanguage(EVENTS_PATH, language)}>{say('events.other-days')}</a>
            </p>
          )}
          <Form action={action} csrf={request.csrf}>
            <input type="hidden" name="code" value={typed} />
            <button type="submit">{say('ticket.again')}</button>
          </Form>
          <p>
            <a href={`${boardPath(ticket.mark)}?langs=${encodeURIComponent(language)}`}>
              {say('ticket.board')}
            </a>
          </p>
        </section>
      )}
      {!ticket && (
        <>
          <p>{say('ticket.lead')}</p>
          <Form action={action} csrf={request.csrf} noValidate>
            <Field
              name="code"
              label={say('ticket.code')}
              hint={say('ticket.code-hint')}
              error={wrong}
              value={typed}
              autocomplete="off"
            />
            <button type="submit">{say('ticket.look')}</button>
          </Form>
        </>
      )}
    </Layout>
  );
}

/** Nobody calls them there any more: there are other days. */
const isEnded = ({ standing }: TicketState): boolean => standing === 'past' || standing === 'cancelled';

/** Nothing becomes of it any more that somebody would come for. */
const isDone = ({ at }: TicketState): boolean => at === 'served' || at === 'back';

/** What is so for a ticket, and what to do: on the page, and on paper at the door. */
export function TicketTold(props: { say: Speak; language: string; timeZone: string; ticket: TicketState }) {
  const { say, language, timeZone, ticket } = props;
  const { standing } = ticket;
  if (standing === 'past' && ticket.at === 'waiting')
    return <p class="notice notice-amber">{say('ticket.past-waiting')}</p>;
  if (standing === 'cancelled' || standing === 'past')
    return (
      <>
        {isDone(ticket) && <p>{say(`ticket.${ticket.at}`)}</p>}
        <p class="notice notice-amber">{say(`board.${standing}`)}</p>
      </>
    );
  const asOf = say(isDone(ticket) ? 'board.as-of' : 'ticket.as-of', {
    time: clockAt(timeZone, language, ticket.asOf),
  });
  return (
    <>
      {standing === 'stopped' && <p class="notice notice-amber">{say('board.stopped')}</p>}
      {ticket.at === 'called' && (
        <p class="ticket-call">{say('ticket.called', { station: `${ticket.station}` })}</p>
      )}
      {ticket.at !== 'called' && ticket.at !== 'waiting' && <p>{say(`ticket.${ticket.at}`)}</p>}
      {ticket.at === 'waiting' && <Waits {...{ say, language, timeZone, ticket }} />}
      <p class="hint">{asOf}</p>
    </>
  );
}

function Waits({
  say,
  language,
  timeZone,
  ticket,
}: {
  say: Speak;
  language: string;
  timeZone: string;
  ticket: TicketState & { at: 'waiting' };
}) {
  const { time, before } = ticket;
  const ahead = <p>{say('ticket.before', { count: before })}</p>;
  if (time === null)
    return (
      <>
        {ahead}
        <p>{say('ticket.no-time')}</p>
      </>
    );
  if (time.reached === 'no')
    return (
      <>
        {ahead}
        <p class="notice notice-amber">{say('ticket.not-reached')}</p>
      </>
    );
  const from = clockAt(timeZone, language, time.from);
  const until = clockAt(timeZone, language, time.until);
  return (
    <>
      {ahead}
      <p class="ticket-time">{time.soon ? say('ticket.soon') : say('ticket.come', { from, until })}</p>
      {time.reached === 'unsure' && <p class="notice notice-amber">{say('ticket.unsure')}</p>}
    </>
  );
}
