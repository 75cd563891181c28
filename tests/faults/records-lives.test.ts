import { after, describe, test } from 'node:test';
import { endApplication } from '../../apps/server/portal/end-application.ts';
import { printCards } from './records-cards.ts';
import { draft, step, takeBack } from './records-certificate-deeds.ts';
import { crash, type Do, live } from './records-commands.ts';
import { apply, endAll, noteEnd, sequence, sweep } from './records-deeds.ts';
import { confirm, place, release } from './records-hold-deeds.ts';
import { CARDS, CERTIFIED } from './records-model.ts';
import { inCity, openRooms } from './records-model-run.ts';
import { backup, leap, restart, restore, tick } from './records-time-deeds.ts';

const EVERYTHING = { series: null, from: null, until: null };
const submit: Do = (model, city) => apply(model, city, 'waiting', true);
const hold: Do = (model, city) => place(model, city, EVERYTHING);
const last = <T>(all: readonly T[]): T => {
  const one = all.at(-1);
  if (one === undefined) throw new RangeError('none yet');
  return one;
};
const make =
  (keep: number | null): Do =>
  (model, city) =>
    confirm(model, city.service(), last(model.holds), keep);
const lift: Do = (model, city) => release(model, city.service(), last(model.holds), false);
const days =
  (count: number): Do =>
  (model, city) =>
    tick(model, city, 24 * count);
const hours =
  (count: number): Do =>
  (model, city) =>
    tick(model, city, count);
const withdraw: Do = async (model, city) => {
  const application = last([...model.db.applications.values()]);
  if (await endAll(city.service(), application, 'withdrawn')) noteEnd(model, city, application);
};
/** Withdrawn, copied, and only then the key process is there to end a key. */
const beginAndCopy: Do = async (model, city) => {
  const application = last([...model.db.applications.values()]);
  const { context } = city.service();
  await city.killKeeper();
  await context.store.write((tx) => endApplication(context, tx, application.id, 'withdrawn'));
  noteEnd(model, city, application);
  await backup(model, city);
  await city.startKeeper();
};
const back: Do = (model, city) => restore(model, city, 0);
const cards =
  (count: number): Do =>
  (model, city) =>
    printCards(model, city, count);
/** The next step of one certificate. */
const paper =
  (at: number): Do =>
  async (model, city) => {
    const one = model.db.certificates[at];
    if (one === undefined) throw new RangeError('no such certificate');
    await step(model, city, one, false);
  };
/** Drafted, filed, and its approved copy back. */
const certificate = (series: string): Do[] => {
  const next: Do = (model, city) => step(model, city, last(model.db.certificates), false);
  return [(model, city) => draft(model, city, 0, series), next, next];
};
const taken: Do = (model, city) => takeBack(model, city, last(model.db.certificates));
const ledger: Do = (_, city) => sequence(city.service());

// Lives that chance would seldom draw. Each step is followed by every checker of the model.
const LIVES: Record<string, readonly Do[]> = {
  'I8 I12: cards and papers that ended under certificates filed after the backup end again, on one receipt each':
    [
      cards(5),
      cards(300),
      submit,
      days(75),
      backup,
      ...certificate(CARDS),
      ...certificate(CERTIFIED),
      days(35),
      sweep,
      back,
      sweep,
      // The certificates are stated as destroyed, and of what they no longer list nothing is.
      paper(0),
      paper(1),
      back,
      sweep,
    ],
  'T6 I8: what a certificate taken back had listed ends under the next one, and again under that after a restore':
    [
      cards(5),
      days(75),
      backup,
      ...certificate(CARDS),
      taken,
      days(1),
      ...certificate(CARDS),
      days(35),
      sweep,
      // Stated as destroyed, so that nothing but its series and days leads a row of the copy to it.
      paper(1),
      back,
      sweep,
    ],
  'T6 I8: what certificates under way listed they list again after a restore within the hour': [
    cards(0),
    cards(40),
    submit,
    days(75),
    sweep,
    backup,
    ...certificate(CARDS),
    ...certificate(CERTIFIED),
    sweep,
    back,
    days(35),
    sweep,
    paper(0),
    paper(1),
  ],
  'I8: what had begun to end when a backup was made and ended after it is receipted once': [
    submit,
    beginAndCopy,
    sweep,
    back,
    sweep,
    back,
  ],
  'I12 I3 T6: a hold placed after a backup holds in the copy, and what it let go ends there': [
    submit,
    backup,
    hold,
    make(0),
    back,
    days(200),
    sweep,
    lift,
    sweep,
  ],
  'I12 T6: what the copy does not know stays while a hold may name it, and ends after it': [
    backup,
    submit,
    hold,
    make(null),
    back,
    sweep,
    hours(30),
    sweep,
    lift,
    sweep,
    hours(30),
    sweep,
  ],
  'I12 T6: what was taken back after a backup is taken back in the copy, where a missing certificate keeps it too':
    [submit, backup, withdraw, sweep, back, sweep, ...certificate(CERTIFIED), days(35), sweep, back, sweep],
  'I12 I2 I8: what ended after a backup ends again, once, and the ledger goes on': [
    submit,
    ledger,
    backup,
    withdraw,
    hours(1),
    ledger,
    back,
    sweep,
    hours(1),
    ledger,
    days(1),
    ledger,
  ],
  'I13: a clock that leaps, over a restart too, ends nothing and lifts nothing': [
    submit,
    hold,
    (_, city) => leap(city, 400),
    sweep,
    (model, city) => restart(model, city, false),
    sweep,
    (_, city) => leap(city, 0),
    sweep,
    (model, city) => restart(model, city, true),
    days(4),
    sweep,
    days(200),
    sweep,
  ],
  'I13 I4: a hold placed while the clock stands days back, over a restart, has its whole time once it is put right':
    [
      submit,
      (_, city) => leap(city, -30),
      (model, city) => restart(model, city, false),
      hold,
      days(150),
      (_, city) => leap(city, 0),
      sweep,
      (model, city) => restart(model, city, true),
      sweep,
      days(2),
      sweep,
      days(2),
      sweep,
    ],
};

const dyingAsItNumbered: Do = (model, city) => crash(model, city, 1, 2, EVERYTHING);
const BETWEEN = 'I12 F-02: a copy made between numbering and signing goes on where the ledger was';
LIVES[BETWEEN] = [submit, dyingAsItNumbered, backup, hours(1), ledger, back, ledger, hours(1), ledger];
describe('lives of a city', () => {
  let rooms: Awaited<ReturnType<typeof openRooms>> | undefined;
  after(() => rooms?.end());
  for (const [name, deeds] of Object.entries(LIVES))
    test(name, async () => {
      rooms ??= await openRooms();
      await inCity(rooms, async (model, city) => {
        for (const deed of deeds) await live(model, city, deed);
      });
    });
});
