import { type HeldPaper, inBand, type PaperId, type PlainDate, type Program } from '@commonkey/program';

/** What the clerk has ticked. It decides, and is forgotten at the decision (T2, CL-04). */
export type PapersDraft = {
  readonly birthDate: PlainDate | '';
  readonly held: readonly HeldPaper[];
  /** Papers the person says they do not have: the rules then suggest others. */
  readonly without: readonly PaperId[];
};

export function emptyPapers(birthDate: PlainDate | '' = '', held: readonly HeldPaper[] = []): PapersDraft {
  return { birthDate, held, without: [] };
}

export function toggle(draft: PapersDraft, paper: PaperId): PapersDraft {
  const has = draft.held.some((one) => one.paper === paper);
  const held = has ? draft.held.filter((one) => one.paper !== paper) : [...draft.held, { paper }];
  return { ...draft, held, without: draft.without.filter((one) => one !== paper) };
}

export function lacks(draft: PapersDraft, paper: PaperId): PapersDraft {
  return {
    ...draft,
    held: draft.held.filter((one) => one.paper !== paper),
    without: draft.without.includes(paper)
      ? draft.without.filter((one) => one !== paper)
      : [...draft.without, paper],
  };
}

/** Which date of a paper the rules can use. */
export function dateWanted(program: Program, paper: PaperId): 'issued' | 'expires' | null {
  const rule = program.papers[paper];
  if (rule?.dated) return 'issued';
  return rule?.expires ? 'expires' : null;
}

export function withDate(
  draft: PapersDraft,
  paper: PaperId,
  which: 'issued' | 'expires',
  day: PlainDate,
): PapersDraft {
  return { ...draft, held: draft.held.map((one) => (one.paper === paper ? { ...one, [which]: day } : one)) };
}

/** Papers that count at this age, the most usual first, ties by name in the clerk's language. */
export function papersFor(program: Program, age: number, nameOf: (paper: PaperId) => string): PaperId[] {
  return Object.entries(program.papers)
    .filter(([, rule]) => inBand(rule.ages, age))
    .sort(([a, x], [b, y]) => x.usual - y.usual || nameOf(a).localeCompare(nameOf(b)))
    .map(([paper]) => paper);
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Papers whose name, or whose id, has a word beginning with each word typed; marks and case do not matter. */
export function search(
  papers: readonly PaperId[],
  typed: string,
  nameOf: (paper: PaperId) => string,
): PaperId[] {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...papers];
  return papers.filter((paper) => {
    const words = fold(`${nameOf(paper)} ${paper}`).split(/[^\p{L}\p{N}]+/u);
    return wanted.every((w) => words.some((word) => word.startsWith(w)));
  });
}

/** The ticks that people who came together share: what shows where they live, and only if it is not one person's own. */
export function residencyPapers(program: Program, held: readonly HeldPaper[]): HeldPaper[] {
  return held.filter(({ paper }) => {
    const shows = program.papers[paper]?.shows ?? [];
    return shows.includes('residency') && shows.every((what) => what === 'residency');
  });
}
