import type { PlainDate } from '@commonkey/program';
import type { Session, Visit } from '../../staff/service.ts';
import { CAME, type Track } from '../../store/tables/legal-tracks.ts';
import { ErrorSummary, type FieldErrors, Form } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { LegalFrame } from '../frame.tsx';
import { LongField, ReceivedField, Select } from '../requests/fields.tsx';
import { ASKERS } from './bodies.ts';
import { NEW_EMERGENCY_PATH, NEW_OWN_PATH, TRACKS_PATH } from './paths.ts';

type Props = Visit & {
  session: Session;
  track: Track;
  id: string;
  today: PlainDate;
  filled: Readonly<Record<string, string | undefined>>;
  wrong: FieldErrors;
};

/** What comes, as it comes, in a minute: choices from lists, and what was said sealed. */
export function NewMatterPage(props: Props) {
  const { request, track, id, today, filled, wrong } = props;
  const { say, language, csrf } = request;
  const path = track === 'emergency' ? NEW_EMERGENCY_PATH : NEW_OWN_PATH;
  const failed = Object.keys(wrong).length > 0;
  return (
    <LegalFrame {...props} title={say(`tracks.new-${track}`)} path={path} failed={failed}>
      <a class="back" href={withLanguage(TRACKS_PATH, language)}>
        {say('tracks.back')}
      </a>
      <ErrorSummary say={say} errors={wrong} />
      {track === 'emergency' && <SayFirst {...props} />}
      {track === 'own' && <p class="lead">{say('tracks.own-lead')}</p>}
      <Form action={withLanguage(path, language)} csrf={csrf} noValidate>
        <input type="hidden" name="id" value={id} />
        {track === 'own' && (
          <ReceivedField
            label={say('tracks.received')}
            error={wrong.receivedOn}
            value={filled.receivedOn}
            today={today}
          />
        )}
        <fieldset class="field">
          <legend>{say('tracks.came')}</legend>
          {CAME.map((one) => (
            <label key={one} class="check">
              <input
                type="radio"
                name="came"
                value={one}
                checked={(filled.came ?? (track === 'emergency' ? 'phone' : 'counter')) === one}
              />
              {say(`tracks.came-${one}`)}
            </label>
          ))}
        </fieldset>
        {track === 'emergency' && (
          <Select
            id="asker"
            name="asker"
            label={say('tracks.asker')}
            of={ASKERS.map((value) => ({ value, text: say(`tracks.asker-${value}`) }))}
            chosen={filled.asker ?? 'local'}
          />
        )}
        <LongField
          name="contact"
          label={say(`tracks.contact-${track}`)}
          hint={say(`tracks.contact-${track}-hint`)}
          error={wrong.contact}
          value={filled.contact}
          rows={3}
        />
        <LongField
          name="words"
          label={say(`tracks.words-${track}`)}
          hint={say('tracks.words-hint')}
          value={filled.words}
          rows={5}
        />
        <button type="submit">{say('tracks.new-button')}</button>
      </Form>
    </LegalFrame>
  );
}

/** What to say while the other is still on the line. */
export function SayFirst({ request: { say } }: Pick<Props, 'request'>) {
  return (
    <aside class="sheet step" aria-labelledby="say-first">
      <h2 id="say-first">{say('tracks.say-title')}</h2>
      <ol>
        {(['never-confirm', 'call-back', 'help', 'judge', 'two'] as const).map((one) => (
          <li key={one}>{say(`tracks.say-${one}`)}</li>
        ))}
      </ol>
      <p class="quiet-text">{say('tracks.hours-open')}</p>
    </aside>
  );
}
