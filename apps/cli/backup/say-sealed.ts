import type { Drill } from '@commonkey/server/backup/drill.ts';
import type { speaker } from '@commonkey/words';

/** What today’s keys make of the sealed records of a copy. In a copy without any there is nothing that keys could open. */
export function saySealed(sealed: Drill['sealed'], say: ReturnType<typeof speaker>): string {
  if (!sealed) return say('backup.drill-no-keeper');
  const any = sealed.open + sealed.dead + sealed.lost > 0;
  return any ? say('backup.drill-sealed', sealed) : say('backup.drill-none-sealed');
}
