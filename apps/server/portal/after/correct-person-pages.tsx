import { NAME_LETTERS } from '@commonkey/card/typed/name.ts';
import { cityWords } from '../../ui/city-words.ts';
import type { FieldErrors } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import { rulesNow } from '../draft.ts';
import type { CardFile } from '../file-layout.ts';
import { PortalFrame, type Visit } from '../frame.tsx';
import { AskForm, Line, Radios } from '../kit.tsx';
import { QUESTIONS } from '../questions/index.ts';
import { forWhom, type Question, type Typed } from '../questions/question.ts';
import { languagesFor } from '../second-line.ts';
import type { PortalSession } from '../session.ts';
import { answersOf } from './answers-of.ts';
import type { Misfit } from './correct-birth.ts';
import type { NamePart } from './correct-own-name.ts';
import { CORRECT_PATH, WITHDRAW_PATH } from './paths.ts';

type Own = Visit & { session: PortalSession; card: CardFile };
type FormProps = Own & { typed: Typed; errors: FieldErrors };

/** The name in any letters, with what it needs for the card. @param open something is asked that was not asked before */
export function CorrectOwnNamePage(props: FormProps & { parts: readonly NamePart[]; open: boolean }) {
  const { context, request, session, card, typed, errors, parts, open } = props;
  const { say, language, csrf } = request;
  const path = `${CORRECT_PATH}/own-name`;
  const whom = forWhom({ answers: answersOf(card), helper: false });
  return (
    <PortalFrame
      {...{ context, request, session, path, errors }}
      title={say('after.correct-own-name')}
      back={CORRECT_PATH}
    >
      {open && (
        <p class="notice notice-amber" role="status">
          {say('after.correct-also')}
        </p>
      )}
      <AskForm
        action={withLanguage(path, language)}
        csrf={csrf}
        say={say}
        button={say('after.correct-button')}
      >
        <Line
          name="name"
          label={say('after.field-own-name')}
          anyScript
          hint={say('apply.name.hint', { whom })}
          error={errors['name']}
          value={typed['name']}
        />
        {parts.includes('latin') && (
          <Line
            name="latin"
            label={say('after.field-name')}
            anyScript
            hint={say('apply.latin.hint', { most: NAME_LETTERS })}
            error={errors['latin']}
            value={typed['latin']}
          />
        )}
        {parts.includes('second') && (
          <Radios
            name="second"
            title={say('apply.second.title', { whom })}
            part
            hint={say('apply.second.hint')}
            error={errors['second']}
            value={typed['second']}
            options={[
              { value: 'no', label: say('apply.second.no') },
              ...languagesFor(context.program.program, typed['name']).map(({ code, name }) => ({
                value: code,
                label: name,
                lang: code,
              })),
            ]}
          />
        )}
      </AskForm>
    </PortalFrame>
  );
}

/** The question of the form that was sent, asked again. */
export function CorrectBirthPage({ context, request, session, card, typed, errors }: FormProps) {
  const { say, language, csrf } = request;
  const path = `${CORRECT_PATH}/birth`;
  const question: Question = QUESTIONS.birth;
  const rules = rulesNow(context);
  const asked = { ...rules, language, answers: answersOf(card), say, helper: false };
  const title = question.title(asked);
  return (
    <PortalFrame {...{ context, request, session, path, errors, title }} back={CORRECT_PATH} ownHeading>
      <AskForm
        action={withLanguage(path, language)}
        csrf={csrf}
        say={say}
        button={say('after.correct-button')}
      >
        <question.Fields
          {...{ ...asked, title, typed, errors }}
          city={cityWords(rules.program, language)}
          shared={session.shared}
        />
      </AskForm>
    </PortalFrame>
  );
}

/** At that age somebody else signs, or nobody can: it was not changed, and both ways out are here. */
export function CorrectMisfitPage({ context, request, session, card, why }: Own & { why: Misfit }) {
  const { say, language } = request;
  const path = `${CORRECT_PATH}/birth`;
  return (
    <PortalFrame {...{ context, request, session, path }} title={say(`apply.fits.${why}-title`)} back={path}>
      <p class="lead">{say(`apply.fits.${why}`, { path: card.answers.path })}</p>
      <p>{say('after.correct-misfit', { why })}</p>
      <ul class="choices">
        <li>
          <a href={withLanguage(path, language)}>{say('apply.fits.birth')}</a>
        </li>
        <li>
          <a href={withLanguage(WITHDRAW_PATH, language)}>{say('after.door-withdraw')}</a>
        </li>
      </ul>
      <p>{say('after.correct-misfit-desk')}</p>
    </PortalFrame>
  );
}
