import { Fault, isFault } from '@commonkey/words';
import { alteredGuards, alteredRows } from './audit/altered.ts';
import { keepLeaves, missingLeaves } from './audit/kept-leaves.ts';
import { placeLeavesAgain } from './audit/service.ts';
import type { BackupCode } from './backup/errors.ts';
import { isBehind, keepOutside } from './backup/outside/keep.ts';
import { deletedRows, receiptsToCome } from './backup/service.ts';
import { publishStatusLists } from './cards/service.ts';
import type { Clock, Context } from './context.ts';
import { drawDue, offerDue, remindWinners, tellDue } from './events/service.ts';
import { differingClock, tellDoubt } from './holds/clock-doubt.ts';
import type { HoldsCode } from './holds/errors.ts';
import { type SteadyClock, saidNow } from './holds/steady-clock.ts';
import { keeperOf } from './keeper/client.ts';
import { sequenceLedger } from './ledger/sequence.ts';
import { overdueReviews } from './legal/service.ts';
import { sendDue } from './notices/send-due.ts';
import { emptyHalves } from './portal/service.ts';
import { digestsOf, sayWhatIsServed } from './public/say.ts';
import { watchHeld } from './public/service.ts';
import { lapse } from './review/service.ts';
import type { TableName } from './store/database.ts';
import { settleRegister } from './store/settle.ts';
import { tryToAgree } from './vault/agreed.ts';
import { waited } from './vault/waited.ts';

/**
 * What the house does by the clock: the ledger's full hours, the destroyer every ten minutes, status lists and messages
 * every hour, the register every night.
 * @param stirred told after what passed something through memory that shall not stay there
 */
export async function scheduleHousekeeping(
  context: Context,
  steady: SteadyClock,
  apps: Readonly<Record<string, string>>,
  stirred: () => void = () => {},
): Promise<void> {
  const { jobs } = context;
  const digests = await digestsOf(apps);
  await sayWhatIsServed(context, digests).catch(waited(context.log));
  await jobs.on('ledger.sequence', () =>
    sequenceLedger({ ...context, clock: { ...steady, now: steady.earliest } }, () => keepBeside(context)),
  );
  await jobs.on('ledger.say', async () => {
    await sayWhatIsServed(context, digests);
    await lookForAltered(context);
    await sayOverdueReviews(context);
  });
  await jobs.on('records.sweep', async () => {
    await sweepRecords(context, steady);
    await watchHeld(context);
  });
  await jobs.on('cards.publish', () => publishStatusLists(context));
  await jobs.on('notices.send', async () => {
    // Addresses were read.
    await sendDue(context).finally(stirred);
  });
  await jobs.on('events.draw', async () => {
    await drawDue(context);
    await offerDue(context);
  });
  await jobs.on('events.tell', async () => {
    await remindWinners(context);
    // Addresses were read.
    if ((await tellDue(context)) > 0) stirred();
  });
  await jobs.on('cards.settle', () => context.store.write(settleRegister));
  await jobs.every('ledger.sequence', '*/5 * * * *', {});
  await jobs.every('ledger.say', '11 9 * * *', {});
  await jobs.every('records.sweep', '*/10 * * * *', {});
  await jobs.every('cards.publish', '7 * * * *', {});
  await jobs.every('cards.settle', '23 8 * * *', {});
  await jobs.every('events.draw', '* * * * *', {});
  await jobs.every('events.tell', '* * * * *', {});
  await jobs.every('notices.send', '0 * * * *', {});
}

/** An alarm and nothing else: what was changed behind the service's back is for people to look at. */
async function lookForAltered({ store, config, clock, log }: Context): Promise<void> {
  if ((await alteredRows(store)).size > 0) log({ event: 'fault', code: 'ledger-rows-altered' });
  const deleted = await deletedRows({ store, config }).catch(waited(log));
  const missing = deleted && (await missingLeaves({ store, config }, clock.now().toISOString().slice(0, 10)));
  if ((deleted && deleted.size > 0) || (missing && missing.deleted.size > 0))
    log({ event: 'fault', code: 'ledger-rows-deleted' });
}

/** A hold that nobody has looked at for too long stays: it is said once a day, here, by doctor and on its page. */
async function sayOverdueReviews({ store, program, clock, log }: Context): Promise<void> {
  const { timeZone } = program.program.city;
  if ((await overdueReviews(store.read, timeZone, clock.now())) > 0)
    log({ event: 'fault', code: 'hold-review-overdue' });
}

/** What ended is written down beside the database, also where the run was cut short or nothing may end now. */
export async function sweepRecords(context: Context, steady: SteadyClock): Promise<void> {
  try {
    await endWhatIsDue(context, steady);
  } finally {
    await keepBeside(context);
  }
  await steady.mark();
}

/**
 * Writes down beside the database what an old copy of it would not know; of an old copy itself nothing, before it was looked
 * after. What cannot be written is a line in the log, and is tried again.
 */
export async function keepBeside(context: Context): Promise<void> {
  try {
    if (await keepOutside(context)) await keepLeaves(context);
  } catch (error) {
    context.log({ event: 'fault', code: isFault(error) ? error.code : 'kept-outside-not-written' });
  }
}

/** The vault first: rows that sealed records hang on end after them. */
async function endWhatIsDue(context: Context, steady: SteadyClock): Promise<void> {
  const { store, holds, vault, log } = context;
  await requireSameTime(context, steady);
  await requireSameDatabase(context);
  await requireAsWritten(context);
  // What nobody did by a day is not told from a day in doubt.
  if (steady.trusted()) await lapse(context, { now: steady.earliest });
  if (steady.waits()) log({ event: 'fault', code: 'clock-waits-for-word' });
  const sealed = await vault.sweep();
  if (sealed.destroyed > 0) log({ event: 'destroyed', series: 'online-records', count: sealed.destroyed });
  if (sealed.pending > 0) log({ event: 'fault', code: 'destruction-waits' });
  // Rows end next, table by table, and their receipts are not the only ones that a loss may meet.
  if (sealed.destroyed > 0) await keepBeside(context);
  await store.write((tx) => emptyHalves(tx));
  tellEnded(context, await holds.sweep(store));
}

/** What ended is told as schedules name it: a log speaks of no table, and writes no such name. */
export function tellEnded(
  { holds, log }: Pick<Context, 'holds' | 'log'>,
  ended: Awaited<ReturnType<Context['holds']['sweep']>>,
): void {
  for (const [table, { destroyed, setAside = 0 }] of Object.entries(ended)) {
    if (destroyed > 0)
      log({ event: 'destroyed', series: holds.seriesOf(table as TableName), count: destroyed });
    if (setAside > 0) log({ event: 'fault', code: 'destruction-set-aside' });
  }
}

/**
 * A database that was exchanged under a running service has forgotten what ended since: nothing ends by what it says before the
 * next start has told it. Fault `database-exchanged`.
 */
async function requireSameDatabase({ store, config }: Context): Promise<void> {
  const exchanged = await isBehind({ store, config }).catch((error: unknown) => {
    // Without the key process nothing sealed ends anyway, and it is asked again.
    if (!isFault(error)) throw error;
    return false;
  });
  if (exchanged) throw new Fault<BackupCode>('database-exchanged');
}

/**
 * What stands between records and their end is as the service wrote it. The key process is asked first: it bears out rows from before
 * there were seals. Without it nothing sealed ends, and what it would have said is asked again.
 * @throws Fault `hold-rows-altered` {count}: then nothing ends
 */
async function requireAsWritten(context: Context): Promise<void> {
  await tryToAgree(context);
  await placeLeavesAgain(context.store, context.program.program.city.timeZone);
  const count = await alteredGuards(context.store);
  if (count > 0) throw new Fault<HoldsCode>('hold-rows-altered', { count });
}

/** Another clock than this machine's does not fit, which staff and doctor read from then on. Fault `clock-leapt`. */
export async function requireSameTime(
  { store, config }: Pick<Context, 'store' | 'config'>,
  steady: SteadyClock,
): Promise<void> {
  const differs = await differingClock(store.read, steady);
  // Of the machine's own somebody says it already.
  if (steady.trusted()) await tellDoubt(config.dataFolder, differs);
  if (differs) throw new Fault<HoldsCode>('clock-leapt');
}

/** A person who looked at a calendar has looked for the key process as well. */
export async function tellTheDay(
  { config, log }: Pick<Context, 'config' | 'log'>,
  clock: Clock,
): Promise<void> {
  if (!saidNow(config.today, clock.now())) return;
  await keeperOf({ config }).ask('vault-confirm-clock', {}).catch(waited(log));
}

/**
 * Before anybody is let in. What the key process does not say now, the destroyer cannot do either: records stay closed, and
 * the next start asks again.
 */
export async function settleAfterRestore({
  vault,
  store,
  config,
  log,
}: Pick<Context, 'vault' | 'store' | 'config' | 'log'>): Promise<void> {
  try {
    const oldCopy = (await isBehind({ store, config })) ? await receiptsToCome({ store, config }) : null;
    const count = await vault.settleRestored({ oldCopy });
    if (count > 0) log({ event: 'destroyed', series: 'online-records', count });
  } catch (error) {
    if (!isFault(error)) throw error;
    log({ event: 'fault', code: error.code });
  }
}
