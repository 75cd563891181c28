import { direction } from '@commonkey/words';
import encodeQR from 'qr';
import { groupsOfFive } from '../../code-letters.ts';
import type { Context } from '../../context.ts';
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
      <Qr text={ticketAddress(origin, code, language)} label={say('ticket.scan')} />
      <p>{say('ticket.keep')}</p>
      <p class="ticket-code" dir="ltr">
        {groupsOfFive(code)}
      </p>
      <p dir="ltr">{`${origin.replace(/^https?:\/\//, '')}/ticket`}</p>
      <p>{say('ticket.nobody')}</p>
    </section>
  );
}

/** ISO/IEC 18004 section 9.1: light on every side. */
const QUIET = 4;

function Qr({ text, label }: { text: string; label: string }) {
  const matrix = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const size = matrix.length;
  const dark = matrix.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={dark.join('')} fill="#000000" />
    </svg>
  );
}
