import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningKeeper, StartSettings } from '@commonkey/keeper';
import { startTestKeeper } from '@commonkey/keeper/testing/start.ts';
import type { Program } from '@commonkey/program';
import { placeHold } from '../../holds/holding.ts';
import { openHolds } from '../../holds/holds.ts';
import { keeperMirror } from '../../holds/mirror.ts';
import { over } from '../../holds/testing/scope.ts';
import type { LogEvent } from '../../http/log.ts';
import { connectKeeper } from '../../keeper/client.ts';
import type { Store } from '../../store/store.ts';
import { sureClock } from '../../testing/clock.ts';
import { shippedCity } from '../../testing/model-city.ts';
import { folderBlobs } from '../blobs/folder.ts';
import { openVault } from '../open.ts';
import type { VaultParts } from '../parts.ts';
import type { Vault, VaultKind } from '../vault.ts';

export const random = (size: number) => new Uint8Array(randomBytes(size));

/** The rules of the city that takes applications online. */
export async function onlineCity(certified: readonly string[] = []): Promise<Program> {
  const { program } = await shippedCity('model-city-online');
  const series = program.series.map((one) =>
    certified.includes(one.id) ? { ...one, certificate: { daysBefore: 30, authority: 'commission' } } : one,
  );
  return { ...program, series };
}

/** A real key process with a folder of its own. It can be ended and started again as after a crash. */
export async function keeperIn(
  t: { after(work: () => Promise<void>): void },
  vault: StartSettings['vault'] = {},
  given?: string,
) {
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'ck-vault-')));
  const settings = { folder, issuer: 'http://localhost:8080', practice: true, vault };
  let running: RunningKeeper | null = await startTestKeeper(settings);
  const stop = async () => {
    await running?.stop();
    running = null;
  };
  t.after(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    folder,
    socket: join(folder, 'keeper.sock'),
    stop,
    async start() {
      await stop();
      running = await startTestKeeper(settings);
    },
    /** As an operator does whose vault is lost. */
    restore: async (replica: string) => void (await running?.keeper.ask('vault-restore', { replica })),
    pid: () => running?.pid ?? 0,
  };
}
export type TestKeeper = Awaited<ReturnType<typeof keeperIn>>;

export type VaultHall = {
  vault: Vault;
  parts: VaultParts;
  events: LogEvent[];
  /** Sets the wall clock and lets as much time run. */
  at(time: string): void;
  /** Sets the wall clock alone. */
  leap(time: string): void;
  ran(ms: number): void;
  application(endsOn?: string): Promise<string>;
  /** As the portal begins one: sealed first, and its row with it. */
  apply(kind: VaultKind, endsOn: string): Promise<{ application: string; id: string }>;
  /** Seals and keeps. */
  store(kind: VaultKind, application: string, endsOn: string, plain?: Uint8Array): Promise<string>;
  place(series: string | null): ReturnType<typeof placeHold>;
  share: Uint8Array;
};

/** The vault room over a real database and a real key process. */
export async function vaultHall(
  store: Store,
  keeper: Pick<TestKeeper, 'folder' | 'socket'>,
  options: {
    time?: string;
    over?: Partial<VaultParts>;
    trusted?: () => boolean;
    /** Series that the law wants a certificate for. */
    certified?: readonly string[];
  } = {},
): Promise<VaultHall> {
  const program = await onlineCity(options.certified);
  let time = new Date(options.time ?? new Date().toISOString());
  let elapsed = 0;
  const clock = { ...sureClock(() => time), ...(options.trusted ? { trusted: options.trusted } : {}) };
  const events: LogEvent[] = [];
  const parts: VaultParts = {
    store,
    holds: openHolds(program, clock, random, keeperMirror(connectKeeper(keeper.socket), clock)),
    keeper: connectKeeper(keeper.socket),
    blobs: folderBlobs(join(keeper.folder, 'blobs')),
    program,
    clock,
    random,
    log: (event) => void events.push(event),
    elapsed: () => elapsed,
    ...options.over,
  };
  const vault = openVault({ ...parts, clock });
  const share = random(32);
  return {
    vault,
    parts,
    events,
    share,
    at(next) {
      elapsed += Math.max(0, Date.parse(next) - time.getTime());
      time = new Date(next);
    },
    leap(next) {
      time = new Date(next);
    },
    ran(ms) {
      elapsed += ms;
    },
    async application(endsOn = '2099-01-01') {
      const id = randomUUID();
      await store.write((tx) => tx.insertInto('applications').values(row(id, endsOn)).execute());
      return id;
    },
    async apply(kind, endsOn) {
      const application = randomUUID();
      const plain = Buffer.from('{}');
      const sealed = await vault.seal({ application, kind, endsOn, plain, share });
      await store.write(async (tx) => {
        await tx.insertInto('applications').values(row(application, endsOn)).execute();
        await vault.keep(tx, sealed);
      });
      return { application, id: sealed.id };
    },
    async store(kind, application, endsOn, plain = Buffer.from('{"name":"Zofia"}')) {
      const single = kind === 'contact' || kind === 'review-box';
      const sealed = await vault.seal({ application, kind, endsOn, plain, share: single ? null : share });
      await store.write((tx) => vault.keep(tx, sealed));
      return sealed.id;
    },
    place(series) {
      return placeHold(store, over(series), randomUUID(), { clock, random, inFlight: vault.inFlight });
    },
  };
}

const row = (id: string, ends_on: string) => ({
  ...{ id, ends_on, reference: reference(), state: 'draft' as const, policy_version: '1.0' },
  ...{ tag: random(32), code_box: random(60) },
});

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const reference = () => [...random(8)].map((byte) => LETTERS[byte % 32] ?? '0').join('');
