import type { Context } from '../../context.ts';
import type { Telling } from './telling.ts';

/** Below this a count is not said to anybody outside the law department. */
export const FEWEST = 11;

/** How far a notice has come, as counts: nobody can say of one person whether they were told. */
export type Progress = { told: number; waiting: number; done: number };

export async function progressOf({ store }: Pick<Context, 'store'>, telling: Telling): Promise<Progress> {
  const { done, waiting } = await store.read
    .selectFrom('notices')
    .select((of) => [
      of.fn.countAll<string>().filterWhere('done', '=', true).as('done'),
      of.fn.countAll<string>().filterWhere('done', '=', false).as('waiting'),
    ])
    .where('about', '=', telling.id)
    .executeTakeFirstOrThrow();
  return { told: telling.told, waiting: Number(waiting), done: Number(done) };
}
