import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { bothSay, giveAges } from './ages.ts';
import { hourlyCaps } from './caps.ts';
import { carry } from './carry.ts';
import { clockGuard } from './clock-guard.ts';
import { drill } from './drill.ts';
import { openEngine } from './engine.ts';
import { expire } from './expire.ts';
import { type Found, find, isLost } from './find.ts';
import { holdsPage, note } from './holds.ts';
import { fileJournal } from './journal.ts';
import { lease } from './lease.ts';
import { leasedPage } from './leased.ts';
import { judgeOpening } from './policy.ts';
import type { Asked, Told, VaultOperation } from './protocol.ts';
import { diskReserve } from './reserve.ts';
import { DEFAULT_CAPS, DEFAULT_VOLUME, type VaultCaps } from './settings.ts';
import { shredAll } from './shred.ts';
import { statusOf } from './status.ts';
import type { StoreSettings } from './store.ts';
import { keyAt } from './table.ts';

/** One function for each operation. Callers take turns: no two may run at once. */
export type Vault = { [O in VaultOperation]: (input: Asked<O>) => Promise<Told<O>> } & {
  /** For a timer: watches the clock, brings replicas up to date, keeps room for destruction, ends old journals. */
  tend(): Promise<void>;
};

export type VaultParts = {
  /** Where the vault itself lies; its name is `PRIMARY`. */
  primary: StoreSettings;
  replicas: readonly StoreSettings[];
  clock: () => Date;
  /** File that declares keys of an earlier key process lost; mostly none is there. */
  lost: string;
  /** Slots in a new table. */
  volume?: number | undefined;
  caps?: Partial<VaultCaps> | undefined;
  /** Milliseconds since the machine started; given by tests. */
  steady?: (() => number) | undefined;
};

/** The keys that die. Nothing is read or written before the first question. */
export function openVault({
  primary,
  replicas,
  clock,
  lost,
  volume = DEFAULT_VOLUME,
  caps,
  steady,
}: VaultParts): Vault {
  const { folder, disk } = primary;
  const reserve = diskReserve(folder, volume, disk);
  const engine = openEngine(primary, replicas, reserve, lost);
  const guard = clockGuard(folder, disk, clock, steady);
  const journal = fileJournal(folder, disk);
  const spending = hourlyCaps({ ...DEFAULT_CAPS, ...caps }, journal);

  const configured = (name: string) => replicas.find((settings) => settings.name === name);

  return {
    'vault-lease': async ({ earliest, ...wish }) => {
      await guard.trust();
      const sure = bothSay(await guard.earliest(), earliest);
      return engine.change((change) => {
        // Of a hold that was placed over days still to come they may be over by now.
        giveAges(change.index, sure);
        return lease(change, wish, volume);
      });
    },
    'vault-open': ({ items, approvals, purpose }) =>
      engine.look(async (view) => {
        const found: (Found | undefined)[] = [];
        for (const item of items) {
          if (isLost(view, item)) throw new Fault<KeeperCode>('vault-keys-lost', { epoch: item.epoch });
          found.push(await find(view, item));
        }
        for (const one of found) if (one) judgeOpening(one.lock, purpose, approvals);
        const living = found.filter((one) => one !== undefined).length;
        if (living > 0) await spending.spend(purpose, approvals, living, clock());
        return {
          keys: found.map((one) => (one ? keyAt(one.table, one.at.slot).toString('base64url') : null)),
        };
      }),
    'vault-alive': ({ items }) =>
      engine.look(async (view) => {
        const alive: boolean[] = [];
        for (const item of items) alive.push((await find(view, item)) !== undefined);
        const lost = items.map((item) => isLost(view, item));
        return lost.includes(true) ? { alive, lost } : { alive };
      }),
    'vault-shred': async ({ items, secondKeys = false }) => {
      await guard.trust();
      await shredAll(engine, items, secondKeys);
      // Asking again is how city hall learns that a replica came back.
      await engine.tend('due');
      return engine.acknowledged();
    },
    'vault-carry': async ({ to, items }) => ({
      slots: await engine.change((change) => carry(change, to, items), true),
    }),
    'vault-expire': async ({ epoch }) => {
      const now = await guard.trust();
      await engine.change(async (change) => expire(change, epoch, now), true);
      await engine.tend('due');
      return engine.acknowledged();
    },
    'vault-leased': ({ after }) => engine.look((view) => leasedPage(view, after)),
    // An order to keep does not wait for a clock, nor for room on the disk.
    'vault-hold': async ({ hold: told, earliest }) => {
      const sure = bothSay(await guard.earliest(), earliest);
      const hold = await engine.change(async ({ index }) => {
        const { id } = note(index, told);
        giveAges(index, sure);
        return index.holds.find((one) => one.id === id) ?? told;
      }, true);
      return { hold, ...engine.acknowledged() };
    },
    'vault-holds': ({ after }) => engine.look(async ({ index }) => holdsPage(index, after)),
    'vault-status': async () => statusOf(engine, await guard.inDoubt(), await reserve.there()),
    'vault-confirm-clock': async () => {
      await guard.confirm();
      return { now: clock().toISOString() };
    },
    'vault-retire': async ({ replica }) => {
      if (configured(replica) || replica === primary.name)
        throw new Fault<KeeperCode>('vault-replica-configured');
      await engine.change(async ({ index }) => {
        if (!index.replicas.includes(replica)) throw new Fault<KeeperCode>('vault-replica-unknown');
        index.replicas = index.replicas.filter((name) => name !== replica);
      });
      return engine.acknowledged();
    },
    'vault-drill': async ({ replica }) => {
      const settings = configured(replica);
      if (!settings) throw new Fault<KeeperCode>('vault-replica-unknown');
      return engine.look((view) => inTime(drill(view, settings)));
    },
    'vault-restore': async ({ replica }) => {
      const { epochs } = await engine.restore(replica);
      const keys = epochs.reduce((sum, { leased, dead }) => sum + leased - dead, 0);
      return { tables: epochs.length, keys };
    },
    async tend() {
      const now = await guard.watch();
      if (now) await journal.prune(now);
      await engine.tend('all');
    },
  };
}

/** Less than a client waits: a folder that does not answer must not hold up the signing of cards. */
const DRILL_MS = 8_000;

function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Fault<KeeperCode>('vault-replica-away')), DRILL_MS);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
