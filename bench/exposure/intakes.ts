import { addDays } from '@commonkey/program';
import { demandHall, register, subpoena } from '../../apps/server/legal/demands/testing/hall.ts';
import { today } from '../../apps/server/legal/review.ts';
import type { Store } from '../../apps/server/store/store.ts';
import type { Undo } from '../undo.ts';

/**
 * Demands taken in one after another, each by the page's own form with what it asks for held: milliseconds from asking for the form
 * until the demand's page stands there. The key process is a real one and keeps each hold on its disk before it answers. Each
 * hold is looked for afterwards, outside the time: an answer without one is no answer.
 */
export async function takeIn(store: Store, bench: Undo, runs: number): Promise<number[]> {
  const hall = await demandHall({ store }, bench);
  const law = await hall.join(['law-officer']);
  const day = today(hall.context);
  const days = { received: day, 'day-service': day, 'day-issued': day, 'day-return': addDays(day, 14) };
  const spent: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const form = subpoena(days);
    const begun = performance.now();
    const { id, answer } = await register(law, form);
    const page = await law.visitor.get(String(answer.headers.location));
    spent.push(Math.round((performance.now() - begun) * 1000) / 1000);
    if (answer.statusCode !== 303 || page.statusCode !== 200 || !(await isHeld(store, id)))
      throw new Error(`a demand was not taken in: ${answer.statusCode}, ${page.statusCode}`);
  }
  return spent;
}

async function isHeld({ read }: Store, demand: string): Promise<boolean> {
  const holds = await read
    .selectFrom('demand_steps as s')
    .innerJoin('legal_holds as h', 'h.id', 's.hold')
    .select('h.released_at')
    .where('s.demand', '=', demand)
    .where('s.step', '=', 'held')
    .execute();
  return holds.length > 0 && holds.every(({ released_at }) => released_at === null);
}
