import { Hints } from '../../ui/form.tsx';
import type { EventsVisit } from './days-page.tsx';

/** How many come together: asked alike by whoever books and whoever enters a draw. */
export function PartyChoice({
  context,
  request: { say },
  chosen = '1',
  error,
}: EventsVisit & { chosen?: string | undefined; error?: string | undefined }) {
  const most = context.program.program.desk.partyMax;
  return (
    <fieldset class={error ? 'field field-wrong' : 'field'}>
      <legend>{say('events.party')}</legend>
      <Hints name="party" hint={say('events.party-hint', { most })} error={error} />
      <div class="event-party">
        {Array.from({ length: most }, (_, at) => at + 1).map((count) => (
          <label key={count} class="check">
            <input
              type="radio"
              id={count === 1 ? 'party' : undefined}
              name="party"
              value={count}
              checked={chosen === String(count)}
            />
            {say('events.party-one', { count })}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
