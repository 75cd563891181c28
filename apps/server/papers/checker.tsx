import { AgeQuestion } from './age-question.tsx';
import { bandOf } from './answer.ts';
import { AnswerView } from './answer-view.tsx';
import { PapersQuestion } from './papers-question.tsx';
import type { CheckerProps } from './parts.tsx';

/** The paper checker, one thing at a time. The same on a server and in a page that works alone. */
export function Checker(props: CheckerProps) {
  const { rules, said } = props;
  const band = bandOf(rules, said);
  if (band === null || said.step === 'who') return <AgeQuestion {...props} />;
  return said.step === 'papers' ? (
    <PapersQuestion {...props} band={band} />
  ) : (
    <AnswerView {...props} band={band} />
  );
}
