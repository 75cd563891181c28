import { waysOf } from '../../notices/service.ts';
import type { FieldErrors } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import type { CardFile } from '../file-layout.ts';
import { PortalFrame, type Visit } from '../frame.tsx';
import { AskForm, Line, Radios } from '../kit.tsx';
import { choicesOf, RequestsBox } from '../questions/contact.tsx';
import type { PortalSession } from '../session.ts';
import { type Correction, type LineCorrection, linesOf } from './correct-fields.ts';
import { CORRECT_PATH, FOLLOW_PATH, PHOTO_PATH } from './paths.ts';

type Own = Visit & { session: PortalSession };

/** @param contact whether it can be changed or taken back: the city carries news, or has an address from when it did */
export function CorrectPage(props: Own & { card: CardFile; contact: boolean }) {
  const { context, request, session, card, contact } = props;
  const { say, language } = request;
  const lines: Correction[] = [...linesOf(context, card), ...(contact ? (['contact'] as const) : [])];
  return (
    <PortalFrame
      {...{ context, request, session }}
      title={say('after.correct-title')}
      path={CORRECT_PATH}
      back={FOLLOW_PATH}
    >
      <p class="lead">{say('after.correct-lead')}</p>
      <ul class="doors">
        {lines.map((line) => (
          <li key={line}>
            <a href={withLanguage(`${CORRECT_PATH}/${line}`, language)}>{say(`after.correct-${line}`)}</a>
          </li>
        ))}
        <li>
          <a href={withLanguage(PHOTO_PATH, language)}>{say('after.correct-photo')}</a>
        </li>
      </ul>
      <p class="aside">{say('after.correct-more')}</p>
    </PortalFrame>
  );
}

export type LinePageProps = Own & {
  line: LineCorrection;
  typed: Readonly<Record<string, string>>;
  errors: FieldErrors;
};

/** One line of the card, as it will be printed. */
export function CorrectLinePage({ context, request, session, line, typed, errors }: LinePageProps) {
  const { say, language, csrf } = request;
  const fields = line === 'address' ? (['address', 'address2'] as const) : ([line] as const);
  return (
    <PortalFrame
      {...{ context, request, session, errors }}
      title={say(`after.correct-${line}`)}
      path={`${CORRECT_PATH}/${line}`}
      back={CORRECT_PATH}
    >
      <AskForm
        action={withLanguage(`${CORRECT_PATH}/${line}`, language)}
        csrf={csrf}
        say={say}
        button={say('after.correct-button')}
      >
        {fields.map((field) => (
          <Line
            key={field}
            name={field}
            label={say(`after.field-${field}`)}
            error={errors[field]}
            value={typed[field]}
            anyScript
            autocomplete="off"
          />
        ))}
      </AskForm>
    </PortalFrame>
  );
}

export type ContactPageProps = Own & { typed: Readonly<Record<string, string>>; errors: FieldErrors };

/** Whether we may write, where, and whether that is safe (UX-16). Nothing is lost without. */
export function CorrectContactPage({ context, request, session, typed, errors }: ContactPageProps) {
  const { say, language, csrf } = request;
  const title = say('apply.contact.title', { by: 'self' });
  const ways = waysOf(context.notices);
  return (
    <PortalFrame
      {...{ context, request, session, title, errors }}
      path={`${CORRECT_PATH}/contact`}
      back={CORRECT_PATH}
      ownHeading
    >
      <AskForm
        action={withLanguage(`${CORRECT_PATH}/contact`, language)}
        csrf={csrf}
        say={say}
        button={say('after.correct-button')}
      >
        <Radios
          name="contact"
          title={title}
          hint={`${say('after.correct-contact-note')} ${say('apply.contact.hint', { by: 'self' })}`}
          error={errors['contact']}
          value={typed['contact']}
          options={choicesOf(ways).map((by) => ({
            value: by,
            label: say(`apply.contact.${by}`, { by: 'self' }),
          }))}
        />
        {ways.length > 0 && (
          <>
            <Line
              name="reach"
              label={say('after.field-reach')}
              anyScript
              hint={say('apply.reach.hint-below')}
              error={errors['reach']}
              value={typed['reach']}
              autocomplete="off"
            />
            <RequestsBox say={say} helper={false} chosen={typed['requests'] === 'yes'} />
            <label class="check">
              <input type="checkbox" name="safe" value="yes" checked={typed['safe'] === 'yes'} />
              {say('after.field-safe')}
            </label>
          </>
        )}
      </AskForm>
    </PortalFrame>
  );
}
