import type { FastifyRequest } from 'fastify';
import type { CityClock } from '../clock.ts';
import { timeWaits } from '../holds/sure-time.ts';

/** One sentence for staff while the clock keeps something from ending or being taken, with what to do; nothing else. */
export function ClockNotice({ request, clock }: { request: FastifyRequest; clock: CityClock }) {
  const { say } = request;
  const since = timeWaits(clock);
  if (clock.trusted() && since === null) return null;
  const today = clock.now().toISOString().slice(0, 10);
  return (
    <p class="notice notice-amber" role="note" data-clock={since ? 'waits' : 'doubt'}>
      {since
        ? say('staff.clock-waits', { since: since.toISOString().slice(0, 10), today })
        : say('staff.clock-doubt')}
    </p>
  );
}
