import { cityWords } from '../../ui/city-words.ts';
import type { FieldErrors } from '../../ui/form.tsx';
import { withLanguage } from '../../ui/layout.tsx';
import type { Answers } from '../answers.ts';
import { rulesNow } from '../draft.ts';
import { PortalFrame, type Visit } from '../frame.tsx';
import { AskForm } from '../kit.tsx';
import { QUESTIONS, type QuestionId } from '../questions/index.ts';
import type { Question, Typed, Wrong } from '../questions/question.ts';
import type { PortalSession } from '../session.ts';
import { backFrom, pathTo } from '../way.ts';

export type QuestionPageProps = Visit & {
  session: PortalSession;
  answers: Answers;
  step: QuestionId;
  /** As typed, where it has to be put right: it comes back as it was (UX-09). */
  typed?: Typed;
  wrong?: Readonly<Record<string, Wrong>>;
};

/** One question, asked or asked again. */
export function QuestionPage(props: QuestionPageProps) {
  const { context, request, session, answers, step, wrong = {} } = props;
  const { say, language, csrf } = request;
  const question: Question = QUESTIONS[step];
  const rules = rulesNow(context);
  const asked = {
    ...rules,
    language,
    answers,
    say,
    helper: session.helper,
    city: cityWords(rules.program, language),
  };
  const title = question.title(asked);
  const errors: FieldErrors = Object.fromEntries(
    Object.entries(wrong).map(([field, { code, params }]) => [field, say(`apply.wrong.${code}`, params)]),
  );
  const { Fields } = question;
  return (
    <PortalFrame
      {...{ context, request, session, title }}
      path={pathTo(step)}
      back={backFrom(rules, answers, step)}
      errors={errors}
      ownHeading
    >
      <AskForm action={withLanguage(pathTo(step), language)} csrf={csrf} say={say}>
        <Fields
          {...asked}
          title={title}
          typed={props.typed ?? question.typed(answers)}
          errors={errors}
          shared={session.shared || session.helper}
        />
      </AskForm>
    </PortalFrame>
  );
}
