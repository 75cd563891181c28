import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { EventReason, EventState } from '../../store/tables/events.ts';
import { tellNews } from '../contact/queue.ts';
import { cityNow, hasBegun } from '../days.ts';
import { lockDoor } from '../door/change.ts';
import type { EventsCode } from '../errors.ts';
import { countAtDoor, isSomebody } from './counts.ts';

type Parts = Pick<Context, 'store' | 'clock' | 'program'>;
type Changed = Extract<EventState, 'announced' | 'stopped' | 'cancelled'>;

/** What a day can become. A cancelled one stays so: whoever was told must not be told otherwise. */
const BECOMES: Readonly<Record<EventState, readonly Changed[]>> = {
  announced: ['stopped', 'cancelled'],
  stopped: ['announced', 'cancelled'],
  cancelled: [],
  over: [],
};

/**
 * Stops a day, lets it go on, or cancels it. Booked places stay as they are: whoever has a code reads what became of the day.
 * @param version what the page showed; of two people who press at once the second is told. A stop counts whatever its page showed: who
 * presses it has a reason, and the page may be older than somebody's press by a moment.
 * @param sure false: of a day at whose door somebody stands nothing is changed, and `unsure` answered
 * @throws Fault `event-unknown` | `event-over` | `event-changed`, of a stop `event-stopped` | `event-cancelled`
 */
export async function changeDay(
  parts: Parts,
  { mark, version: shown, sure = true }: { mark: string; version: number; sure?: boolean },
  state: Changed,
  reason: EventReason | null,
): Promise<'done' | 'unsure'> {
  return parts.store.write(async (tx) => {
    if (state === 'cancelled') await lockDoor(tx, mark);
    const day = await tx
      .selectFrom('event_days')
      .select(['id', 'day', 'opens', 'state', 'version'])
      .where('mark', '=', mark)
      .forUpdate()
      .executeTakeFirst();
    if (!day) throw new Fault<EventsCode>('event-unknown');
    const now = cityNow(parts);
    if (day.day < now.day || day.state === 'over') throw new Fault<EventsCode>('event-over');
    if (state === 'stopped') requireStoppable(day.state);
    else if (day.version !== shown || !BECOMES[day.state].includes(state))
      throw new Fault<EventsCode>('event-changed');
    if (state === 'cancelled' && !sure && isSomebody(await countAtDoor(tx, day.id))) return 'unsure';
    const begun = state === 'cancelled' && hasBegun(now, day.day, day.opens);
    await tx
      .updateTable('event_days')
      .set({ state, reason, begun, version: day.version + 1 })
      .where('mark', '=', mark)
      .execute();
    await tellNews(parts, tx, { event: day.id }, 'changed');
    return 'done';
  });
}

function requireStoppable(state: EventState): void {
  if (state === 'stopped') throw new Fault<EventsCode>('event-stopped');
  if (!BECOMES[state].includes('stopped')) throw new Fault<EventsCode>('event-cancelled');
}
