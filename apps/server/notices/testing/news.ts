import type { PortalHall } from '../../portal/testing/hall.ts';
import { sendDue } from '../send-due.ts';

const HOUR = 3_600_000;

export const waiting = ({ context }: PortalHall) =>
  context.store.read.selectFrom('notices').selectAll().orderBy('due_at').execute();

/** Lets the clock run to the hour at which the next message is due, and makes that hour's pass. */
export async function nextPass(hall: PortalHall): Promise<number> {
  const [first] = await waiting(hall);
  if (first && first.due_at > hall.context.clock.now()) hall.context.setTime(first.due_at);
  return sendDue(hall.context);
}

export function later(hall: PortalHall, hours: number): void {
  hall.context.setTime(new Date(hall.context.clock.now().getTime() + hours * HOUR));
}
