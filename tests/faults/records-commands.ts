import { randomUUID } from 'node:crypto';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import { placeHold } from '../../apps/server/holds/holding.ts';
import { sweepRecords } from '../../apps/server/housekeeping.ts';
import { checkCards, printCards } from './records-cards.ts';
import { draft, step, takeBack } from './records-certificate-deeds.ts';
import { check } from './records-check.ts';
import type { City, Service } from './records-city.ts';
import {
  apply,
  endAll,
  endByEvent,
  lookForEnd,
  sequence,
  sweep,
  sweepTwice,
  takeDoubts,
  takeLapses,
  verdict,
} from './records-deeds.ts';
import {
  acknowledge,
  confirm,
  lookAgain,
  place,
  placeInSilence,
  placing,
  raceDestroyer,
  release,
  scopeOf,
  type Wish,
} from './records-hold-deeds.ts';
import { type Application, CARDS, CERTIFIED, type Hold, type Model } from './records-model.ts';
import { backup, leap, restart, restore, tick } from './records-time-deeds.ts';

export type Do = (model: Model, city: City) => Promise<void>;

/** Whatever is done is followed by every checker. */
export async function live(model: Model, city: City, run: Do): Promise<void> {
  await run(model, city);
  await takeLapses(model, city);
  await takeDoubts(model, city);
  await check(model, city);
  await checkCards(model, city);
}

function command(name: string, run: Do): fc.AsyncCommand<Model, City> {
  return {
    check: () => true,
    run: (model, city) => live(model, city, run),
    toString: () => name,
  };
}

function pick<T>(from: Iterable<T>, at: number): T | undefined {
  const all = [...from];
  return all.length === 0 ? undefined : all[at % all.length];
}

const nth = fc.nat(20);
const wish: fc.Arbitrary<Wish> = fc.record({
  series: fc.option(fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 3 }), { freq: 2 }),
  from: fc.option(fc.integer({ min: -400, max: -200 })),
  until: fc.option(fc.integer({ min: -199, max: -2 })),
});
const said = (one: Wish): string => JSON.stringify(one);

type Deed = { name: string; run: (service: Service) => Promise<unknown>; after: () => Promise<void> };

/** What a service can be about when it dies. What it had done is looked at when it is there again. */
function deeds(model: Model, city: City, at: number, one: Wish): readonly Deed[] {
  const hold = pick(model.holds, at);
  const application = pick(model.db.applications.values(), at);
  const scope = scopeOf(model, one);
  const id = randomUUID();
  const nothing = async () => {};
  const found = async () => void (hold && (await lookAgain(model, city, { id: hold.id, scope: null })));
  return [
    { name: 'sweep', run: ({ context, steady }) => sweepRecords(context, steady), after: nothing },
    { name: 'sequence', run: sequence, after: nothing },
    {
      name: 'place',
      run: (service) => placeHold(service.context.store, scope, randomUUID(), { ...placing(service), id }),
      after: () => lookAgain(model, city, { id, scope }),
    },
    {
      name: 'confirm',
      run: async (service) =>
        hold && confirm(model, service, structuredClone(hold), at % 2 === 0 ? null : at),
      after: found,
    },
    {
      name: 'lift',
      run: async (service) => hold && release(model, service, structuredClone(hold), false),
      after: found,
    },
    {
      name: 'withdraw',
      run: async (service) => application && endAll(service, application, 'withdrawn'),
      after: async () => application && lookForEnd(model, city, application),
    },
  ];
}
const DEEDS = 6;

/** Of those, the one meant dies after so many durable steps, the key process with it, and starts again. */
export async function crash(
  model: Model,
  city: City,
  which: number,
  steps: number,
  one: Wish,
): Promise<void> {
  const deed = deeds(model, city, which, one)[which % DEEDS];
  const { service, life } = city.dying(steps);
  await deed?.run(service).catch((error: unknown) => {
    if (!life.died && !isFault(error)) throw error;
  });
  await restart(model, city, false, true);
  await deed?.after();
}

const half = fc.boolean();
const many = <T>(n: number, one: T): T[] => Array.from({ length: n }, () => one);
const always = (name: string, run: Do) => fc.constant(command(name, run));
const onHold = (name: string, run: (model: Model, city: City, at: Hold) => Promise<void>) =>
  nth.map((at) =>
    command(`${name} ${at}`, async (model, city) => {
      const one = pick(model.holds, at);
      if (one) await run(model, city, one);
    }),
  );
const onApplication = (name: string, run: (model: Model, city: City, at: Application) => Promise<void>) =>
  nth.map((at) =>
    command(`${name} ${at}`, async (model, city) => {
      const one = pick(model.db.applications.values(), at);
      if (one) await run(model, city, one);
    }),
  );

/** As often as each stands here. */
export const COMMANDS: fc.Arbitrary<fc.AsyncCommand<Model, City>>[] = [
  ...many(
    3,
    half.map((contact) => command(`apply, contact ${contact}`, (m, c) => apply(m, c, 'waiting', contact))),
  ),
  always('begin a draft', (m, c) => apply(m, c, 'draft', false)),
  ...many(
    2,
    onApplication('approve', (m, c, one) => verdict(m, c, one, 'approve')),
  ),
  onApplication('deny', (m, c, one) => verdict(m, c, one, 'deny')),
  ...many(
    2,
    onApplication('withdraw', (m, c, one) => endByEvent(m, c, one, 'withdrawn')),
  ),
  onApplication('hand over', (m, c, one) => endByEvent(m, c, one, 'handed-over')),
  ...many(
    2,
    wish.map((one) => command(`place ${said(one)}`, (m, c) => place(m, c, one))),
  ),
  wish.map((one) => command(`place ${said(one)}, the key process away`, (m, c) => placeInSilence(m, c, one))),
  wish.map((one) => command(`place ${said(one)} as the destroyer runs`, (m, c) => raceDestroyer(m, c, one))),
  onHold('acknowledge', acknowledge),
  onHold('confirm', (m, c, one) => confirm(m, c.service(), one, null)),
  fc.tuple(nth, nth).map(([at, keep]) =>
    command(`narrow ${at} to ${keep}`, async (model, city) => {
      const one = pick(model.holds, at);
      if (one) await confirm(model, city.service(), one, keep);
    }),
  ),
  ...many(
    2,
    onHold('lift', (m, c, one) => release(m, c.service(), one, false)),
  ),
  onHold('lift alone', (m, c, one) => release(m, c.service(), one, true)),
  fc
    .tuple(fc.constantFrom(0, 30, 90), fc.constantFrom(CERTIFIED, CARDS))
    .map(([days, series]) =>
      command(`certificate of ${series} through ${days}`, (m, c) => draft(m, c, days, series)),
    ),
  ...many(
    2,
    fc
      .constantFrom(0, 10, 50)
      .map((days) => command(`cards that end in ${days} days`, (m, c) => printCards(m, c, days))),
  ),
  ...many(
    2,
    fc.tuple(nth, fc.nat(6)).map(([at, no]) =>
      command(`step of certificate ${at}${no === 0 ? ', denied' : ''}`, async (m, c) => {
        const one = pick(m.db.certificates, at);
        if (one) await step(m, c, one, no === 0);
      }),
    ),
  ),
  nth.map((at) =>
    command(`take back certificate ${at}`, async (m, c) => {
      const one = pick(m.db.certificates, at);
      if (one) await takeBack(m, c, one);
    }),
  ),
  ...many(
    3,
    fc
      .constantFrom(1, 24, 24 * 4, 24 * 8, 24 * 33, 24 * 80, 24 * 140)
      .map((hours) => command(`${hours} hours pass`, (m, c) => tick(m, c, hours))),
  ),
  fc
    .constantFrom(-30, -2, 4, 400)
    .map((days) => command(`the clock leaps ${days} days`, (_, c) => leap(c, days))),
  always('the clock is put right', (_, c) => leap(c, 0)),
  half.map((day) => command(`restart${day ? ', the day said' : ''}`, (m, c) => restart(m, c, day))),
  ...many(5, always('sweep', sweep)),
  always('two destroyers', sweepTwice),
  ...many(
    2,
    always('sequence', (_, c) => sequence(c.service())),
  ),
  ...many(
    3,
    fc
      .tuple(fc.nat(119), fc.nat(14), wish)
      .map(([which, steps, one]) =>
        command(`crash ${which} after ${steps} ${said(one)}`, (m, c) => crash(m, c, which, steps, one)),
      ),
  ),
  ...many(3, always('backup', backup)),
  ...many(
    3,
    nth.map((at) => command(`restore ${at}`, (m, c) => restore(m, c, at))),
  ),
];
