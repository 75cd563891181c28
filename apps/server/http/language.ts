/**
 * The language of an answer: `?lang=` where somebody chose one, else the browser's order of preference, else the first we
 * have. No cookie remembers it: links carry it on.
 *
 * @param available BCP 47 tags we have words in; the first is the fallback
 * @param accepted the Accept-Language header (RFC 9110 section 12.5.4)
 */
export function chooseLanguage(
  available: readonly [string, ...string[]],
  chosen: string | undefined,
  accepted: string | undefined,
): string {
  const find = (wanted: string) => available.find((tag) => tag === wanted) ?? byPrimary(available, wanted);
  if (chosen !== undefined && find(chosen)) return find(chosen) ?? available[0];
  const preferred = (accepted ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(/\s*;\s*/);
      const q = params.find((param) => param.startsWith('q='));
      return { tag, weight: q === undefined ? 1 : Number(q.slice(2)) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of preferred) {
    const found = find(tag);
    if (found) return found;
  }
  return available[0];
}

function byPrimary(available: readonly string[], wanted: string): string | undefined {
  const primary = wanted.toLowerCase().split('-')[0];
  return available.find((tag) => tag.toLowerCase().split('-')[0] === primary);
}
