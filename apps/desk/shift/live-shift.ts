import type { Signer, TrustBundle } from '@commonkey/credential';
import type { Program } from '@commonkey/program';
import {
  type AgeTally,
  appendEntry,
  type Chain,
  type ChainBody,
  noAges,
  type OfferedPlace,
  type ShiftOffer,
  type Tally,
  tally,
  withAge,
} from '@commonkey/shift';
import type { DeskCode } from '../codes.ts';
import type { Vault } from '../vault/vault.ts';
import { hardStop } from './limits.ts';

/** What a shift needs beside its keys and its chain; sealed under the shift key. No field tells of a person. */
export type ShiftRecord = {
  readonly offer: ShiftOffer;
  readonly program: Program;
  readonly practiceCity: boolean;
  readonly trust: TrustBundle;
  /** Status lists by address, base64url. */
  readonly lists: Readonly<Record<string, string>>;
  /** Epoch ms. */
  readonly opened: number;
  readonly synced: number;
  readonly publicJwk: JsonWebKey;
};

/** The line as a supervisor left it and the latest time seen: both must outlive a reload. */
type Watch = { readonly high: number; readonly stopped: boolean };

export type LiveShift = {
  readonly kind: 'live';
  readonly record: ShiftRecord;
  readonly signer: Signer;
  readonly vault: Vault;
  readonly key: CryptoKey;
  chain(): Chain;
  tally(): Tally;
  /** Why no card may be started now, or null. Remembers the clock. */
  stop(): Promise<DeskCode | null>;
  stopped(): boolean;
  stopLine(stopped: boolean): Promise<void>;
  /**
   * Durable before it resolves; entries never overtake each other, and of several all become durable or none. @throws Fault,
   * the chain is then as before
   */
  append(...bodies: readonly ChainBody[]): Promise<void>;
  /** A serial nobody has used, or undefined. It is taken only by an intent. */
  freePlace(): OfferedPlace | undefined;
  freeBarcode(): string | undefined;
  /**
   * A card went to somebody of this age. Kept in this page's memory and nowhere else: written down with each card, the order of what
   * was written would tell whose age it was. After a reload the shift's ages before it are not known.
   */
  countAge(age: number): void;
  /** Null where the program counts none. */
  ages(): AgeTally | null;
};

export type LiveParts = {
  readonly record: ShiftRecord;
  readonly signer: Signer;
  readonly vault: Vault;
  readonly key: CryptoKey;
  readonly chain: Chain;
  readonly now: () => number;
};

export async function liveShift(parts: LiveParts): Promise<LiveShift> {
  const { record, vault, key, now } = parts;
  const { offer } = record;
  let chain = parts.chain;
  let watch = ((await vault.get(key, 'watch')) as Watch | undefined) ?? {
    high: record.opened,
    stopped: false,
  };
  const { countAges } = record.program.desk;
  let ages = countAges ? noAges(countAges.from) : null;
  let queue: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work);
    queue = turn.catch(() => undefined);
    return turn;
  };
  const keepWatch = async (next: Watch) => {
    watch = next;
    await vault.put(key, 'watch', next);
  };
  const limits = {
    from: offer.from * 1000,
    until: offer.until * 1000,
    opened: record.opened,
    maxHours: offer.maxHours,
    quota: offer.quota,
  };
  const usedSerials = () =>
    new Set(chain.flatMap((entry) => (entry.kind === 'intent' ? [entry.serial] : [])));

  return {
    kind: 'live',
    record,
    signer: parts.signer,
    vault,
    key,
    chain: () => chain,
    tally: () => tally(offer, chain),
    stopped: () => watch.stopped,
    stop: () =>
      inTurn(async () => {
        const at = now();
        const code = hardStop(limits, {
          now: at,
          high: watch.high,
          used: usedSerials().size,
          stopped: watch.stopped,
        });
        // A clock that is wrong must not become the time that later ones are held against.
        if (!code?.startsWith('desk-clock') && at > watch.high) await keepWatch({ ...watch, high: at });
        return code;
      }),
    stopLine: (stopped) => inTurn(() => keepWatch({ ...watch, stopped })),
    append: (...bodies) =>
      inTurn(async () => {
        let next = chain;
        for (const body of bodies) next = await appendEntry(offer, next, body);
        await vault.append(key, chain.length, next.slice(chain.length));
        chain = next;
      }),
    ages: () => ages,
    countAge(age) {
      ages = ages && withAge(ages, age);
    },
    freePlace() {
      const used = usedSerials();
      return offer.places.find((place) => !used.has(place.serial));
    },
    freeBarcode() {
      const used = new Set(chain.flatMap((entry) => (entry.kind === 'intent' ? [entry.barcode] : [])));
      return offer.barcodes.find((barcode) => !used.has(barcode));
    },
  };
}
