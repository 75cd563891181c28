import type { PlainDate } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import type { Visit } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import type { EventDay, Standing } from './line.ts';
import { DOOR_PATH } from './paths.ts';

/** No number is given and nobody is called there, now or ever. */
export const isShut = (standing: Standing): boolean => standing !== 'open' && standing !== 'stopped';

/** Before anything is pressed: whether this door is open at all, and where the other ones are. */
export function StandingNote({
  request: { say, language },
  event,
  standing,
}: Pick<Visit, 'request'> & { event: EventDay; standing: Standing }) {
  if (standing === 'open') return null;
  if (standing === 'stopped') return <p class="notice notice-amber">{say('fault.door-stopped')}</p>;
  return (
    <div class="notice notice-amber">
      <p>{say(`door.standing-${standing}`, { day: wordDay(language, event.day as PlainDate) })}</p>
      <p>
        <a href={withLanguage(DOOR_PATH, language)}>{say('door.other-doors')}</a>
      </p>
    </div>
  );
}
