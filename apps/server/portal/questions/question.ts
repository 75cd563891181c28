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
  /** Somebody types for the person who applies (UX-22). */
  helper: boolean;
};

/** One question: a page of its own, read back from its form by itself. */
export type Question = {
  /** Names of its fields; the form may send these and no others. */
  fields: readonly string[];
  title(props: Pick<QuestionProps, 'say' | 'answers' | 'program' | 'helper'>): string;
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

export type Filling = { answers: Answers; helper: boolean };

/** Whose name, birth date and face a question means: the reader's own, a child's, or of the person the card is for. */
export function forWhom({ answers: { path }, helper }: Filling): 'child' | 'person' | 'self' {
  if (path === 'child') return 'child';
  return helper || path === 'caretaker' ? 'person' : 'self';
}

/** Who applies, and gets news: whoever reads the page, or the person beside them. */
export const appliedBy = ({ helper }: Pick<Filling, 'helper'>): 'helper' | 'self' =>
  helper ? 'helper' : 'self';

/** A browser fills in data of its own user: offered only where the question means them (WCAG 1.3.5). */
export const ofTheCard = (props: Filling & { shared: boolean }, token: string): string =>
  props.shared || forWhom(props) !== 'self' ? 'off' : token;
