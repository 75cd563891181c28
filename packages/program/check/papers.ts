import type { Program } from '../types.ts';
import type { Report } from './fault.ts';

/** An expired paper may never be worth more than a current one: an answer would get worse by renewing a paper. */
export function checkPapers(program: Program, report: Report): void {
  for (const [id, paper] of Object.entries(program.papers)) {
    const { whenExpired } = paper;
    if (!whenExpired) continue;
    const at = ['papers', id, 'whenExpired'];
    for (const [category, value] of Object.entries(whenExpired.points ?? {})) {
      const full = paper.points?.[category];
      const more =
        full === undefined || (typeof value === 'number' && typeof full === 'number' && value > full);
      if (more) report([...at, 'points', category], 'expired-worth-more', { paper: id, what: category });
    }
    for (const kind of ['shows', 'lists'] as const) {
      for (const name of whenExpired[kind] ?? []) {
        if (!paper[kind]?.includes(name))
          report([...at, kind], 'expired-worth-more', { paper: id, what: name });
      }
    }
  }
}
