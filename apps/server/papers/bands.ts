import { inBand, OLDEST, type PaperRules, type Rule } from '@commonkey/program';

/** Ages for which the rules about papers are the same; `to` is null for the oldest. */
export type Band = { id: string; from: number; to: number | null };

/**
 * The ages a person is asked to choose among: as few as the rules tell apart, so that nobody gives a birth date to learn what
 * papers they need.
 */
export function ageBands(rules: PaperRules): Band[] {
  const starts = new Set([0]);
  const cut = (ages: { from?: number; to?: number } | undefined) => {
    if (ages?.from !== undefined) starts.add(ages.from);
    if (ages?.to !== undefined) starts.add(ages.to + 1);
  };
  const walk = (rule: Rule): void => {
    cut(rule.ages);
    if ('all' in rule) rule.all.forEach(walk);
    if ('any' in rule) rule.any.forEach(walk);
  };
  cut(rules.eligible?.ages);
  cut(rules.serves?.ages);
  for (const requirement of rules.requirements) {
    cut(requirement.ages);
    walk(requirement.rule);
  }
  for (const paper of Object.values(rules.papers)) cut(paper.ages);
  const sorted = [...starts].filter((age) => age <= OLDEST).sort((a, b) => a - b);
  return sorted.map((from, place) => {
    const next = sorted[place + 1];
    const to = next === undefined ? null : next - 1;
    return { id: `${from}-${to ?? ''}`, from, to };
  });
}

/** Is there a paper of somebody else's that only people of these ages can bring? */
export function helperOf(rules: PaperRules, band: Band): 'guardian' | 'caretaker' | null {
  const bearers = new Set(
    Object.values(rules.papers)
      .filter(({ ages }) => ages !== undefined && inBand(ages, band.from))
      .map(({ bearer }) => bearer),
  );
  return bearers.has('guardian') ? 'guardian' : bearers.has('caretaker') ? 'caretaker' : null;
}
