import { direction } from '@commonkey/words';
import { groupsOfFive } from '../../code-letters.ts';
import type { Context } from '../../context.ts';
import { QrPicture } from '../../ui/qr-picture.tsx';
import type { TicketState } from '../board/ticket.ts';
import { TicketTold } from '../board/ticket-page.tsx';
import { speakBoard } from '../board/words.ts';

type Props = {
  context: Context;
  language: string;
  place: string;
  ticket: TicketState;
  party: number;
  code: string;
};

/** Where a ticket can be looked at. Behind the `#`, which no browser sends and no server logs. */
const ticketAddress = (origin: string, code: string, language: string): string =>
  `${origin}/ticket?lang=${encodeURIComponent(language)}#${code}`;

/** What somebody takes along: a number, when to come back, and a code that says nothing of them. */
export function TicketPaper({ context, language, place, ticket, party, code }: Props) {
  const say = speakBoard(language);
  const { origin } = context.config.origins.public;
  return (
    <section class="ticket-paper" lang={language} dir={direction(language)} aria-labelledby="paper">
      <p>{place}</p>
      <h2 id="paper">{say('board.number')}</h2>
      <p class="ticket-number">
        <bdi>{ticket.number}</bdi>
      </p>
      <p>{say('ticket.people', { count: party })}</p>
      <TicketTold
        say={say}
        language={language}
        timeZone={context.program.program.city.timeZone}
        ticket={ticket}
      />
      <p>{say('board.skip-note')}</p>
      <QrPicture text={ticketAddress(origin, code, language)} label={say('ticket.scan')} />
      <p>{say('ticket.keep')}</p>
      <p class="ticket-code" dir="ltr">
        {groupsOfFive(code)}
      </p>
      <p dir="ltr">{`${origin.replace(/^https?:\/\//, '')}/ticket`}</p>
      <p>{say('ticket.nobody')}</p>
    </section>
  );
}
