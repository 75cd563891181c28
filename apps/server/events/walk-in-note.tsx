import type { FastifyRequest } from 'fastify';
import type { OpenDay } from './days.ts';
import type { WalkInWait } from './walk-in-wait.ts';

/** How long whoever just comes may wait, and how far that can be trusted. */
export function WalkInNote({
  request: { say },
  day,
  wait,
}: {
  request: Pick<FastifyRequest, 'say'>;
  day: Pick<OpenDay, 'state'>;
  wait: WalkInWait | null;
}) {
  if (day.state !== 'announced') return null;
  return (
    <section aria-labelledby="walk-in">
      <h2 id="walk-in">{say('events.walk-in-title')}</h2>
      {wait === null ? (
        <p>{say('events.walk-in-unsaid')}</p>
      ) : (
        <>
          <p>
            {say('events.walk-in-wait', { median: wait.median, slow: wait.slow })}
            {wait.late && ` ${say('events.walk-in-late')}`}
          </p>
          <p class="hint">
            {say('events.walk-in-how')}{' '}
            {wait.service.days === null
              ? say('events.walk-in-supposed')
              : say('events.walk-in-learned', { days: wait.service.days })}
          </p>
        </>
      )}
    </section>
  );
}
