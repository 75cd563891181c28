import { addDays, type PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { requirePrintable } from '../../paper/printable.ts';
import { newNumberSalt, trackLoggedEvent } from '../../register/service.ts';
import { newActedSalt } from '../../store/acted-by.ts';
import { record } from '../../store/record.ts';
import type { Writer } from '../../store/store.ts';
import { TRACK_NUMBERS } from '../../store/tables/legal-tracks.ts';
import { keepSealed } from '../keep-sealed.ts';
import { loggedOnce, nextNumber } from '../next-number.ts';
import { replyBy } from '../requests/rules.ts';
import type { TracksCode } from './errors.ts';
import type { MatterRow } from './matter.ts';
import { type Said, seal, sealedUntil } from './sealed.ts';
import { type Officer, todayOf } from './take-step.ts';

/** `id` is of the form: a press that is repeated logs nothing more. */
type Came = Pick<MatterRow, 'id' | 'came'> & Said;
export type NewEmergency = Came & { asker: NonNullable<MatterRow['asker']> };
export type NewOwn = Came & { receivedOn: PlainDate };

/** What arrived longer ago has had its answer, or its silence, long since. */
const LONGEST_AGO = 400;

/** Logs an emergency in the moment it comes. Faults `track-not-set-up`, `track-too-long`, those of the key process. */
export async function logEmergency(context: Context, asked: NewEmergency, by: Officer): Promise<void> {
  const { id, came, asker } = asked;
  const received_on = todayOf(context);
  const row = { id, track: 'emergency', came, asker, received_on, due_on: null } as const;
  await log(context, { ...row, received_at: context.clock.now() }, asked, by);
}

/**
 * Logs that somebody asked for what is held about themselves: the day, and no name.
 * @throws Fault `track-day-impossible` | `track-not-set-up` | `track-too-long` | `paper-unprintable` | those of the key process
 */
export async function logOwn(context: Context, asked: NewOwn, by: Officer): Promise<void> {
  const today = todayOf(context);
  const { id, came, receivedOn: received_on } = asked;
  if (received_on > today || received_on < addDays(today, -LONGEST_AGO))
    throw new Fault<TracksCode>('track-day-impossible');
  requirePrintable({ contact: asked.contact });
  sealedUntil(context, { id, track: 'own', received_on });
  // The law names no shorter time for one's own records that we know of: it is answered as fast as a request by anybody.
  const due_on = replyBy(context.program.program, { requester: 'ordinary', received_on });
  const row = { id, track: 'own', came, asker: null, received_on, received_at: null, due_on } as const;
  await log(context, row, asked, by);
}

type Unnumbered = Omit<
  MatterRow,
  'number' | 'number_salt' | 'sealed' | 'logged_on' | 'logged_by' | 'by_salt' | 'ledger_salt'
>;

async function log(context: Context, row: Unnumbered, { contact, words }: Said, by: Officer): Promise<void> {
  const sealed = await seal(context, row, { contact, words });
  const once = (keep: (tx: Writer) => Promise<void>) =>
    context.store.write(async (tx) => {
      const whole = {
        ...row,
        number: await nextNumber(
          tx,
          'track_matters',
          `${TRACK_NUMBERS[row.track]}-${row.received_on.slice(0, 4)}-`,
        ),
        number_salt: newNumberSalt(context.random),
        logged_on: todayOf(context),
        logged_by: by.id,
        by_salt: newActedSalt(context.random),
      };
      const { salt } = await record(tx, trackLoggedEvent(whole), context.random);
      await tx
        .insertInto('track_matters')
        .values({ ...whole, sealed: sealed?.id ?? null, ledger_salt: salt })
        .execute();
      await keep(tx);
    });
  const numbered = (keep: (tx: Writer) => Promise<void>) => loggedOnce('track_matters', () => once(keep));
  await (sealed ? keepSealed(context, sealed, numbered) : numbered(async () => {}));
}
