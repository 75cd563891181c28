import { isPlainDate } from '../plain-date.ts';
import type { Program } from '../types.ts';
import type { Report } from './fault.ts';

/** Each group once, each key once, and days that exist. */
export function checkLetters({ letters }: Pick<Program, 'letters'>, report: Report): void {
  const groups = letters?.groups ?? [];
  groups.forEach((group, place) => {
    const at = ['letters', 'groups', place];
    const before = groups.slice(0, place);
    if (before.some(({ id }) => id === group.id)) report([...at, 'id'], 'name-twice', { name: group.id });
    if (before.some(({ key }) => key.x === group.key.x))
      report([...at, 'key', 'x'], 'name-twice', { name: group.key.x });
    for (const name of ['from', 'until'] as const)
      if (!isPlainDate(group[name])) report([...at, name], 'date-impossible', { date: group[name] });
    if (group.until < group.from)
      report([...at, 'until'], 'date-order', { from: group.from, until: group.until });
  });
}
