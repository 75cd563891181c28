import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { addDays, plainDateOf } from '@commonkey/program';
import { acknowledgeHold, askRelease, placeHold } from '../../apps/server/holds/holding.ts';
import { liftHold, upholdHold } from '../../apps/server/holds/lifting.ts';
import { checkedScope, type HoldScope, stored } from '../../apps/server/holds/scope.ts';
import { sweepRecords } from '../../apps/server/housekeeping.ts';
import { keeperOf } from '../../apps/server/keeper/client.ts';
import { type City, type Service, unlessLeapt } from './records-city.ts';
import { coded, isRight, takeLapses } from './records-deeds.ts';
import { APPLICATIONS, DAY, type Hold, isSecondKey, type Model, SERIES } from './records-model.ts';

/** Series by number, and days before and after today; null: all. */
export type Wish = { series: readonly number[] | null; from: number | null; until: number | null };

const NAMES = [...new Set(Object.values(SERIES)), APPLICATIONS];

export function scopeOf(model: Model, { series, from, until }: Wish): HoldScope {
  const today = plainDateOf(new Date(model.now));
  const at = (days: number | null) => (days === null ? null : addDays(today, days));
  const names = series?.map((n) => NAMES[n % NAMES.length] ?? APPLICATIONS) ?? null;
  return checkedScope(
    {
      series: names ?? 'all',
      days: from === null && until === null ? 'all' : { from: at(from), until: at(until) },
    },
    { series: new Set(NAMES), began: null, today: '9999-12-31' },
  );
}

export const placing = ({ context }: Service) => {
  const { clock, random, vault } = context;
  return { clock, random, inFlight: vault.inFlight };
};

type Placed = { id: string; until: number; doubted: boolean; acknowledged: boolean };
function newHold(scope: HoldScope, placed: Placed): Hold {
  const rest = { confirmed: false, narrowed: false, released: 'no', askedBy: null } as const;
  return { ...placed, scope: stored(scope), ...rest };
}

export async function place(model: Model, city: City, wish: Wish): Promise<void> {
  const service = city.service();
  const scope = scopeOf(model, wish);
  const placed = await placeHold(service.context.store, scope, randomUUID(), placing(service));
  const until = placed.provisionalUntil.getTime();
  const doubted = !service.steady.trusted();
  // A clock that was wrong by less than the service rested is believed (docs/adr/0010).
  const from = isRight(city) ? model.now : Math.min(model.now, city.times.wall);
  assert.ok(doubted || until >= from + 3 * DAY, 'I3 I13: less than its time');
  model.holds.push(newHold(scope, { id: placed.id, until, doubted, acknowledged: true }));
}

/** While the key process is away: it counts, nobody is told that it stands, and the destroyer tells the key process. */
export async function placeInSilence(model: Model, city: City, wish: Wish): Promise<void> {
  const service = city.service();
  const scope = scopeOf(model, wish);
  const id = randomUUID();
  await city.killKeeper();
  await assert.rejects(
    placeHold(service.context.store, scope, randomUUID(), { ...placing(service), id }),
    (error) => coded(error, 'hold-waits-for-keeper'),
  );
  await city.startKeeper();
  await findPlaced(model, city, id, scope);
}

/** One that nobody was told of may be there or not. */
async function findPlaced(model: Model, city: City, id: string, scope: HoldScope): Promise<void> {
  const row = await rowOf(city, id);
  if (!row) return;
  const until = row.provisional_until.getTime();
  model.holds.push(newHold(scope, { id, until, doubted: row.placed_in_doubt, acknowledged: false }));
}

const rowOf = (city: City, id: string) =>
  city
    .service()
    .context.store.read.selectFrom('legal_holds')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();

export async function acknowledge(_: Model, city: City, hold: Hold): Promise<void> {
  const service = city.service();
  await acknowledgeHold(service.context.store, hold.id, placing(service));
  hold.acknowledged = true;
}

/** @param keep how many of its series, and whether a narrower span of days; null: all of it */
export async function confirm(
  model: Model,
  service: Service,
  hold: Hold,
  keep: number | null,
): Promise<void> {
  const narrowTo = keep === null ? null : within(model, hold, keep);
  const { store, clock } = service.context;
  const now = clock.now().getTime();
  const work = upholdHold(store, hold.id, randomUUID(), { ...placing(service), narrowTo });
  const refused = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (refused !== null) {
    const lawful =
      (coded(refused, 'hold-already-released') && hold.released === 'yes') ||
      (coded(refused, 'hold-lapsed') && !hold.confirmed && !hold.doubted && hold.until <= now) ||
      (coded(refused, 'hold-already-confirmed') && hold.confirmed && narrowTo !== null);
    if (!lawful) throw refused;
    return;
  }
  assert.ok(
    hold.released !== 'yes' && (hold.confirmed || hold.doubted || hold.until > now),
    'a hold that is over was revived',
  );
  hold.confirmed = true;
  hold.acknowledged = true;
  if (narrowTo === null) return;
  hold.narrowed = true;
  hold.scope = stored(narrowTo);
}

function within(model: Model, { scope }: Hold, keep: number): HoldScope {
  const names = scope.series ?? NAMES;
  const series = names.slice(0, 1 + (keep % names.length));
  const today = plainDateOf(new Date(model.now));
  const from = scope.from ?? scope.until ?? today;
  return checkedScope(
    { series, days: { from, until: scope.until ?? from } },
    { series: new Set(NAMES), began: null, today: '9999-12-31' },
  );
}

/** One person asks, another lifts; the same one twice is refused. */
export async function release(_: Model, service: Service, hold: Hold, alone: boolean): Promise<void> {
  const { store } = service.context;
  const first = hold.askedBy ?? randomUUID();
  try {
    if (hold.askedBy === null) await store.write((tx) => askRelease(tx, hold.id, first));
    hold.askedBy = first;
    if (hold.released === 'no') hold.released = 'asked';
    await liftHold(store, hold.id, alone ? first : randomUUID(), placing(service));
  } catch (error) {
    const lawful =
      (coded(error, 'release-needs-second-person') && alone) ||
      (coded(error, 'hold-already-released') && hold.released === 'yes');
    if (!lawful) throw error;
    return;
  }
  assert.ok(!alone, 'T10: one person lifted a hold');
  hold.released = 'yes';
}

/** What became of a hold that somebody was about to place, confirm or lift when the service died. */
export async function lookAgain(
  model: Model,
  city: City,
  { id, scope }: { id: string; scope: HoldScope | null },
) {
  const hold = model.holds.find((one) => one.id === id);
  if (!hold) return scope === null ? undefined : findPlaced(model, city, id, scope);
  const row = await rowOf(city, id);
  assert.ok(row || !hold.acknowledged, 'I3: a hold is lost');
  if (!row) return;
  hold.confirmed ||= row.confirmed_at !== null;
  if (row.narrowed && !hold.narrowed) {
    hold.narrowed = true;
    hold.scope = { series: row.narrowed_series, from: row.narrowed_from, until: row.narrowed_until };
  }
  if (row.released_at !== null) hold.released = 'yes';
  else if (row.release_asked_by === null) Object.assign(hold, { released: 'no', askedBy: null });
  else Object.assign(hold, { released: 'asked', askedBy: row.release_asked_by });
}

/** F-16: whatever of its scope lived when the hold was acknowledged lives when the destroyer has ended. */
export async function raceDestroyer(model: Model, city: City, wish: Wish): Promise<void> {
  const service = city.service();
  const alive = async () => {
    const items = model.known.flatMap(({ places }) => places.at(-1) ?? []);
    const answer =
      items.length === 0 ? { alive: [] } : await keeperOf(service.context).ask('vault-alive', { items });
    return model.known.filter((_, i) => answer.alive[i] === true);
  };
  const sweeping = sweepRecords(service.context, service.steady).catch(unlessLeapt);
  await place(model, city, wish);
  const held = (await alive()).filter(({ kind }) => {
    const series = model.holds.at(-1)?.scope.series;
    return series === null || series?.includes(SERIES[kind]);
  });
  await sweeping;
  await takeLapses(model, city);
  const after = new Set(await alive());
  // Already dying when the hold came, its key may be asked for before the answer to it arrives here: none of those in scope. The box of
  // what lapsed in this very run is a second key, which no hold keeps (ADR 0029).
  for (const one of held.filter((box) => !isSecondKey(model, box)))
    assert.ok(after.has(one), `F-16 I4: ${one.kind} was held, and is gone`);
  const gone = new Set(model.known.filter((one) => !one.dead && !after.has(one)));
  // They ended before the hold was acknowledged, so no hold was broken: the checker need not look at it.
  for (const one of gone) one.dead = true;
}
