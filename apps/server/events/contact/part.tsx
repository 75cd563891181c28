import type { PlainDate } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { waysOf } from '../../notices/service.ts';
import { type FieldErrors, Form, Hints } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import type { EventsVisit } from '../booking/days-page.tsx';
import { BOOKING_PATH } from '../paths.ts';

export type TypedContact = {
  way?: string | undefined;
  reach?: string | undefined;
  open?: string | undefined;
};
/** `until`: the last day of a contact that was left; null: none was. */
export type ContactView = { until: string | null; typed?: TypedContact; wrong?: FieldErrors };

type Props = EventsVisit & {
  code: string;
  day: PlainDate;
  contact: ContactView;
  /** Nothing is told any more: what was left can be taken back. */
  ended?: boolean;
};

/** Something that nobody needs: an address beside the code, until the night after the day. */
export function ContactPart(props: Props) {
  const { context, request, code, contact, ended = false } = props;
  const { say, language, csrf } = request;
  const none = ended || waysOf(context.notices).length === 0;
  if (none && contact.until === null) return null;
  const asks = Object.keys(contact.wrong ?? {}).length > 0;
  return (
    <section class="event-contact" aria-labelledby="contact">
      <h2 id="contact">{say('events.contact-title')}</h2>
      {contact.until !== null && (
        <>
          <p>{say('events.contact-left', { day: wordDay(language, contact.until as PlainDate) })}</p>
          <Form action={withLanguage(`${BOOKING_PATH}/contact/forget`, language)} csrf={csrf}>
            <input type="hidden" name="code" value={code} />
            <button type="submit" class="quiet">
              {say('events.contact-forget')}
            </button>
          </Form>
        </>
      )}
      {!none && (
        <details open={asks}>
          <summary>
            {say(contact.until === null ? 'events.contact-open-form' : 'events.contact-other')}
          </summary>
          <Ask {...props} />
        </details>
      )}
    </section>
  );
}

function Ask({ context, request, code, day, contact: { typed = {}, wrong = {} } }: Props) {
  const { say, language, csrf } = request;
  const ways = waysOf(context.notices);
  const [first] = ways;
  const described = `reach-hint${wrong.reach ? ' reach-error' : ''}`;
  return (
    <Form action={withLanguage(`${BOOKING_PATH}/contact`, language)} csrf={csrf} noValidate>
      <input type="hidden" name="code" value={code} />
      <p>{say('events.contact-lead')}</p>
      <p>{say('events.contact-safe')}</p>
      <p>{say('events.contact-dies', { day: wordDay(language, day) })}</p>
      <fieldset class={wrong.way ? 'field field-wrong' : 'field'}>
        <legend>{say('events.contact-way')}</legend>
        <Hints name="way" error={wrong.way} />
        <div class="event-party">
          {ways.map((way) => (
            <label key={way} class="check">
              <input
                type="radio"
                id={way === first ? 'way' : undefined}
                name="way"
                value={way}
                checked={(typed.way ?? (ways.length === 1 ? first : undefined)) === way}
              />
              {say(`events.contact-${way}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <div class={wrong.reach ? 'field field-wrong' : 'field'}>
        <label for="reach">
          {say(ways.length === 1 ? `events.contact-reach-${first}` : 'events.contact-reach')}
        </label>
        <Hints name="reach" hint={say('events.contact-reach-hint')} error={wrong.reach} />
        <input
          id="reach"
          name="reach"
          type="text"
          dir="ltr"
          maxLength={254}
          autocomplete="off"
          spellcheck={false}
          value={typed.reach}
          aria-describedby={described}
          aria-invalid={wrong.reach ? 'true' : undefined}
        />
      </div>
      <div class="field">
        <label class="check">
          <input
            type="checkbox"
            name="open"
            value="yes"
            checked={typed.open === 'yes'}
            aria-describedby="open-hint"
          />
          {say('events.contact-open')}
        </label>
        <p class="hint" id="open-hint">
          {say('events.contact-open-hint')}
        </p>
      </div>
      <button type="submit">{say('events.contact-leave')}</button>
    </Form>
  );
}
