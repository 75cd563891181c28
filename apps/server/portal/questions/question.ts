import type { PlainDate, Program } from '@commonkey/program';
import type { FaultParams, Speak } from '@commonkey/words';
import type { PageNode } from '../../http/page-node.ts';
import type { NoticeWay } from '../../notices/service.ts';
import type { FieldErrors } from '../../ui/form.tsx';
import type { Answers } from '../answers.ts';

/** Fields of one form as they were typed. */
export type Typed = Readonly<Record<string, string>>;
/** What is wrong with a field: words under `apply.wrong.<code>`. */
export type Wrong = { code: string; params?: FaultParams };
export type Reading = { change: (answers: Answers) => Answers } | { wrong: Readonly<Record<string, Wrong>> };

/** All that a question may know. */
export type Asked = {
  program: Program;
  on: PlainDate;
  /** How the city can carry news. */
  ways: readonly NoticeWay[];
  language: string;
  answers: Answers;
};
export type QuestionProps = Asked & {
  say: Speak;
  /** Words of the city's own rules. */
  city: Speak;
  typed: Typed;
  errors: FieldErrors;
  /** Others use this device: the browser shall remember nothing (UX-25). */
  shared: boolean;
};

/** One question: a page of its own, read back from its form by itself. */
export type Question = {
  /** Names of its fields; the form may send these and no others. */
  fields: readonly string[];
  title(props: Pick<QuestionProps, 'say' | 'answers' | 'program'>): string;
  /** What its fields show of earlier answers. */
  typed(answers: Answers): Typed;
  read(typed: Typed, asked: Asked): Reading;
  Fields(props: QuestionProps & { title: string }): PageNode;
};

export const wrong = (field: string, code: string, params?: FaultParams): Reading => ({
  wrong: { [field]: params === undefined ? { code } : { code, params } },
});

/** The answers with one more, or without it where it is undefined. */
export function withAnswer<K extends keyof Answers>(answers: Answers, key: K, value: Answers[K]): Answers {
  return { ...answers, [key]: value };
}

/** For whom the questions are worded: 'child' where somebody fills in for a child. */
export const forWhom = ({ path }: Answers): 'child' | 'self' => (path === 'child' ? 'child' : 'self');
