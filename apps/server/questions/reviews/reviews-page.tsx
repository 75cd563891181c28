import type { PlainDate } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import { type Session, StaffFrame, type Visit } from '../../staff/service.ts';
import { Form } from '../../ui/form.tsx';
import { HELD_STYLE } from '../../ui/held-style.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { askedQuestion, type QuestionName } from '../list.ts';
import { REVIEWS_PATH } from '../paths.ts';
import { officesFor } from '../sign.ts';
import { ownSignature, type Standing } from '../standing.ts';
import { SIGNED_LANGUAGES, wordingOf } from '../wording.ts';

/** Staff: each question with what is said of it in public, who has signed, and one button for all that are chosen. */
export function ReviewsPage(
  props: Visit & {
    session: Session;
    all: readonly Standing[];
    today: PlainDate;
    /** Why the last press signed for nothing, and what was chosen in it. */
    refusal?: string;
    chosen?: readonly QuestionName[];
  },
) {
  const { session, all, today, refusal, chosen = [], request } = props;
  const { say, language, csrf } = request;
  const late = all.filter(({ overdue }) => overdue).length;
  return (
    <StaffFrame
      {...props}
      title={say('review-questions.title')}
      path={REVIEWS_PATH}
      failed={refusal !== undefined}
    >
      <link rel="stylesheet" href={HELD_STYLE} />
      {refusal !== undefined && (
        <p class="notice notice-amber" role="alert">
          {refusal}
        </p>
      )}
      <p class="lead">{say('review-questions.lead')}</p>
      <p class={late === 0 ? 'notice notice-leaf' : 'notice notice-amber'} role="status">
        {say('review-questions.late', { count: late })}
      </p>
      <Form action={withLanguage(REVIEWS_PATH, language)} csrf={csrf}>
        <ul class="rows">
          {all.map((standing) => (
            <Row
              key={standing.name}
              {...{ request, session, standing, today }}
              ticked={chosen.includes(standing.name)}
            />
          ))}
        </ul>
        <button type="submit">{say('review-questions.sign')}</button>
      </Form>
      <p class="aside">{say('review-questions.two')}</p>
    </StaffFrame>
  );
}

function Row({
  request,
  session,
  standing,
  today,
  ticked,
}: Pick<Visit, 'request'> & {
  session: Session;
  standing: Standing;
  today: PlainDate;
  ticked: boolean;
}) {
  const { say, language } = request;
  const { name, signed, due, overdue } = standing;
  const { why, basis, places } = askedQuestion(name);
  const own = ownSignature(standing, session.staffId, today);
  const may = officesFor(standing, session, today).length > 0;
  return (
    <li>
      <div>
        <h2>{say(`ask.question.${name}`)}</h2>
        <p>{say(`ask.reason.${why}`)}</p>
        <p class="hint">
          {[say(`holdings.basis.${basis}`), ...places.map((place) => say(`ask.place.${place}`))].join(' · ')}
        </p>
        <details>
          <summary>{say('review-questions.wording', { question: say(`ask.question.${name}`) })}</summary>
          <ul>
            {wordingOf(name, SIGNED_LANGUAGES.find((one) => one === language) ?? 'en').map(([key, text]) => (
              <li key={key}>{text}</li>
            ))}
          </ul>
        </details>
        {signed.map(({ office, on }) => (
          <p key={office}>
            {say('review-questions.signed', {
              office: say(`review-questions.office-${office}`),
              day: wordDay(language, on),
            })}
          </p>
        ))}
        <p class={overdue ? 'overdue' : undefined}>
          {due === null
            ? say('review-questions.open')
            : say('review-questions.due', { day: wordDay(language, due) })}
        </p>
      </div>
      {may ? (
        <label class="check">
          <input type="checkbox" name="question" value={name} checked={ticked} />
          {say('review-questions.choose', { question: say(`ask.question.${name}`) })}
        </label>
      ) : (
        <p class="hint">{say(`review-questions.${own ? 'you-signed' : 'yours-is-there'}`)}</p>
      )}
    </li>
  );
}
