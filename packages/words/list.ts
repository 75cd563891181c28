/** The last joint of a list in languages that JavaScript engines bring no lists for. */
const JOINTS: Readonly<Record<string, Readonly<Record<'and' | 'or', string>>>> = {
  ht: { and: 'ak', or: 'oswa' },
};

/** Several things in one sentence, as a reader of the language joins them: "a lease, a bill or a letter". */
export function wordList(language: string, things: readonly string[], joint: 'and' | 'or'): string {
  const own = JOINTS[language.split('-')[0] ?? '']?.[joint];
  if (own === undefined) {
    const type = joint === 'and' ? 'conjunction' : 'disjunction';
    return new Intl.ListFormat(language, { type }).format(things);
  }
  const last = things.at(-1) ?? '';
  return things.length < 2 ? last : `${things.slice(0, -1).join(', ')} ${own} ${last}`;
}
