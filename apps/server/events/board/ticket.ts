import {
  callTimes,
  type Instant,
  type Reached,
  type ReturnTime,
  reached,
  returnTime,
} from '@commonkey/events/door-queue.ts';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { DoorCode } from '../door/errors.ts';
import { type DoorView, type Standing, standingOf, type Ticket, viewDoor } from '../door/line.ts';
import { readTicketCode, ticketTag } from '../door/numbers.ts';

/** What somebody is told who has a ticket. */
export type TicketState = {
  number: number;
  mark: string;
  standing: Standing;
  asOf: Instant;
} & (
  | { at: 'called'; station: number }
  | { at: 'served' | 'missed' | 'back' }
  /** `time` null: nobody is called, so nothing can be said. */
  | { at: 'waiting'; before: number; time: (ReturnTime & { soon: boolean; reached: Reached }) | null }
);

/** Nearer than this nobody should walk away any more. Minutes. */
const SOON = 10;

type Parts = Pick<Context, 'store' | 'secrets' | 'program' | 'clock'>;

/** @throws Fault `ticket-unknown`, whatever is wrong with the code */
export async function lookUp(parts: Parts, typed: string): Promise<TicketState> {
  const { read } = parts.store;
  const code = readTicketCode(typed);
  const found =
    code &&
    (await read
      .selectFrom('event_tickets')
      .select(['number', 'event'])
      .where('tag', '=', ticketTag(parts.secrets, code))
      .executeTakeFirst());
  if (!found) throw new Fault<DoorCode>('ticket-unknown');
  const event = await read
    .selectFrom('event_days')
    .selectAll()
    .where('id', '=', found.event)
    .executeTakeFirstOrThrow();
  const view = await viewDoor(parts, read, event);
  const ticket = view.tickets.find(({ number }) => number === found.number);
  if (!ticket) throw new Fault<DoorCode>('ticket-unknown');
  return ticketState(view, ticket, standingOf(parts, event));
}

export function ticketState(view: DoorView, ticket: Ticket, standing: Standing): TicketState {
  const { line } = view;
  const told = { number: ticket.number, mark: view.event.mark, standing, asOf: line.now };
  if (ticket.state === 'called' && ticket.station !== null)
    return { ...told, at: 'called', station: ticket.station };
  if (ticket.state !== 'waiting' && ticket.state !== 'called') return { ...told, at: ticket.state };
  const before = view.tickets
    .filter(({ state }) => state === 'waiting')
    .findIndex(({ number }) => number === ticket.number);
  const expected = callTimes(line).find(({ number }) => number === ticket.number);
  const time = expected && {
    ...returnTime(expected.at, line.now),
    soon: expected.at - line.now < SOON,
    reached: reached(expected.at, line),
  };
  return { ...told, at: 'waiting', before: Math.max(0, before), time: time ?? null };
}
