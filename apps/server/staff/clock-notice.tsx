import type { FastifyRequest } from 'fastify';
import type { CityClock } from '../clock.ts';
import type { Doubt } from '../holds/clock-doubt.ts';
import { timeWaits } from '../holds/sure-time.ts';

type Told = {
  request: FastifyRequest;
  clock: CityClock;
  /** What the service last said of clocks beside its own (`toldDoubt`). */
  told: Doubt | null;
};

/** One sentence for staff while the clock keeps something from ending or being taken, with what to do; nothing else. */
export function ClockNotice({ request, clock, told }: Told) {
  const { say } = request;
  if (clock.trusted() && (told === 'database' || told === 'ledger'))
    return (
      <p class="notice notice-amber" role="note" data-clock="differs">
        {say('staff.clock-differs', { which: told })}
      </p>
    );
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
