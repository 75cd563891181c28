import type { Speak } from '@commonkey/words';
import { z } from 'zod';
import { EVENT_REASONS } from '../../store/tables/events.ts';
import { Hints } from '../../ui/form.tsx';

/** Without a reason it is asked for one. */
export const reasonTyped = z.enum([...EVENT_REASONS, '']);

type Props = { say: Speak; typed?: string | undefined; error?: string | undefined };

/** Everybody reads the reason: none is chosen beforehand. */
export function ReasonField({ say, typed = '', error }: Props) {
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <label for="reason">{say('calendar.reason')}</label>
      <Hints name="reason" error={error} />
      <select
        id="reason"
        name="reason"
        class="wide"
        aria-describedby={error ? 'reason-error' : undefined}
        aria-invalid={error ? 'true' : undefined}
      >
        <option value="">{say('calendar.reason-choose')}</option>
        {EVENT_REASONS.map((one) => (
          <option key={one} value={one} selected={one === typed}>
            {say(`events.reason-${one}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
