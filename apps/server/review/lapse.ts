import { addDays, type PlainDate, portalRules } from '@commonkey/program';
import type { Clock, Context } from '../context.ts';
import { tellNews } from '../notices/service.ts';
import type { Reader, Writer } from '../store/store.ts';
import { approve, LEFT_QUEUE, NO_KEY, NOBODY } from './decide.ts';
import { settleDates } from './settle.ts';
import { dayOf } from './stages.ts';

/** Whoever waits for a reviewer, and whoever a reviewer waits for. */
const UNDECIDED = ['waiting', 'asked', 'appealed'] as const;

/**
 * What nobody did in time. A second look that did not happen leaves the first reviewer's yes: its papers have died, and the
 * person does not wait for it. An application or an appeal that nobody decided ends with everything sealed, as the page that
 * took it in had said, and is no denial: an earlier one is gone with it (docs/adr/0016-another-reviewer.md). Its row stays
 * for the days in which the program lets the code read that, and says nothing else. To be run daily, before the sweep.
 * @param by what something lapses by; it is dated by the city's time
 */
export async function lapse(context: Context, by: Clock = context.clock): Promise<void> {
  const rules = portalRules(context.program.program);
  if (!rules) return;
  const { store } = context;
  const today = dayOf(context);
  const due = dayOf({ ...context, clock: by });
  const lookedBy = addDays(due, -rules.secondLook.days);
  for (const id of await overdueLooks(store.read, lookedBy))
    await store.write(async (tx) => {
      if (await stillSo(tx, id, (locked) => overdueLooks(locked, lookedBy))) await approve(context, tx, id);
    });
  for (const id of await undecided(store.read, due))
    await store.write(async (tx) => {
      if (await stillSo(tx, id, (locked) => undecided(locked, due))) await end(context, tx, id, today);
    });
}

async function end(context: Context, tx: Writer, application: string, today: PlainDate): Promise<void> {
  await tx
    .updateTable('applications')
    .set({
      ...LEFT_QUEUE,
      ...NO_KEY,
      ...NOBODY,
      state: 'lapsed',
      unmet: [],
      face_asked: false,
      decided_on: null,
      appeal_until: null,
    })
    .where('id', '=', application)
    .execute();
  await settleDates(context, tx, application, { lapse: today });
  await tellNews(context, tx, application);
}

/** A verdict or an appeal may have come since the list was read: asked again with the row locked. */
async function stillSo(
  tx: Writer,
  id: string,
  listed: (read: Reader) => Promise<readonly string[]>,
): Promise<boolean> {
  await tx.selectFrom('applications').select('id').where('id', '=', id).forUpdate().execute();
  return (await listed(tx)).includes(id);
}

async function overdueLooks(read: Reader, decidedBy: PlainDate): Promise<string[]> {
  const rows = await read
    .selectFrom('applications')
    .select('id')
    .where('state', '=', 'second-look')
    .where('decided_on', '<=', decidedBy)
    .execute();
  return rows.map(({ id }) => id);
}

/** Their reviewers' key is dead or dies today, so nobody can decide any more. */
async function undecided(read: Reader, today: PlainDate): Promise<string[]> {
  const rows = await read
    .selectFrom('applications as a')
    .select('a.id')
    .where('a.state', 'in', UNDECIDED)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('vault_records as r')
            .select('r.id')
            .whereRef('r.application', '=', 'a.id')
            .where('r.kind', '=', 'review-box')
            .where('r.tombstoned_on', 'is', null)
            .where('r.ends_on', '>', today),
        ),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}
