import { Fault, isFault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { copyOf, type Roots, wipe } from './roots.ts';
import type { Store } from './store.ts';

/** `ahead`: it has seen changes that the vault itself has not, so what calls itself the vault is an old copy. */
export type ReplicaState = 'current' | 'behind' | 'away' | 'ahead';

/** A further store of the same tables, under a root of its own. It may be away; the vault goes on, and says so. */
export type Replica = {
  name: string;
  store: Store;
  /** Against the vault's own count of changes. `current` means: it has destroyed what the vault has. */
  state(sequence: number): ReplicaState;
  /** What kept it away last: a stable code, or the operating system's. */
  why(): string | undefined;
  /** Ends what a crash left there, and looks how far it is. None of these throws: what fails is a state. */
  visit(): Promise<void>;
  /** Whether an empty place is now marked as one where this replica begins. */
  admit(): Promise<boolean>;
  /** Early copies of tables that the next change will refer to. */
  prepare(tables: ReadonlyMap<string, Buffer>): Promise<void>;
  /** Copies the tables it lacks, switches, destroys its old root. */
  bringTo(roots: Roots, source: Store): Promise<void>;
  /** A table's bytes; undefined where it lacks them or does not answer. */
  fetch(file: string): Promise<Buffer | undefined>;
  /** Whether a further try is worth the wait now. */
  due(): boolean;
};

/** A folder on a machine that does not answer must not hold up the signing of cards. */
const PATIENCE_MS = 3_000;
const AGAIN_MS = 30_000;

/**
 * @param known whether it ever held a root: one that is empty then is a disk that is not mounted, and what it held lives on
 */
export function openReplica(store: Store, known: () => boolean, patience = PATIENCE_MS): Replica {
  /** Last change that it is known to have made its own; undefined until it has been asked. */
  let at: number | undefined;
  let fault: string | undefined;
  let hanging = false;
  let triedAt = Number.NEGATIVE_INFINITY;

  /** A call that hangs is left to end by itself, and nothing more is sent meanwhile. */
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    if (hanging) return;
    hanging = true;
    triedAt = performance.now();
    const running = work().then(
      () => {
        fault = undefined;
      },
      (error: unknown) => {
        at = undefined;
        fault = isFault(error) ? error.code : String(Object(error).code ?? 'replica-failed').toLowerCase();
      },
    );
    const ended = running.finally(() => {
      hanging = false;
    });
    if (!(await within(patience, ended))) fault = 'replica-silent';
  };
  const settle = async (): Promise<void> => {
    if (at !== undefined) return;
    const theirs = await store.settle();
    if (theirs) wipe(theirs);
    if (!theirs && known() && !(await store.begun())) throw new Fault<KeeperCode>('vault-replica-empty');
    at = theirs?.index.sequence ?? 0;
  };

  return {
    name: store.name,
    store,
    state: (sequence) => {
      if (at !== undefined && at > sequence) return 'ahead';
      if (at === sequence) return 'current';
      return fault === undefined && at !== undefined ? 'behind' : 'away';
    },
    why: () => fault,
    due: () => !hanging && (fault === undefined || performance.now() - triedAt > AGAIN_MS),
    visit: () => attempt(settle),
    admit: async () => {
      let marked = false;
      await attempt(async () => {
        await settle();
        if (at !== 0) return;
        await store.begin();
        marked = true;
      });
      return marked;
    },
    prepare: async (tables) => {
      if (at === undefined || fault !== undefined || !known()) return;
      await attempt(async () => {
        for (const [file, sealed] of tables) await store.putTable(file, sealed);
      });
    },
    fetch: async (file) => {
      let bytes: Buffer | undefined;
      await attempt(async () => {
        bytes = await store.readTable(file);
      });
      return bytes;
    },
    bringTo: async (given, source) => {
      // The caller wipes its own when it has waited enough; a straggler must not seal zeros.
      const roots = copyOf(given);
      await attempt(async () => {
        try {
          await settle();
          if (at === undefined || at >= roots.index.sequence || !known()) return;
          const held = await store.tables();
          for (const { file } of roots.index.epochs) {
            if (held.has(file)) continue;
            const sealed = await source.readTable(file);
            if (sealed) await store.putTable(file, sealed);
          }
          at = undefined;
          await store.commit(roots);
          await store.sweep(roots);
          at = roots.index.sequence;
        } finally {
          wipe(roots);
        }
      });
    },
  };
}

/** False where it took longer. */
async function within(ms: number, work: Promise<void>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), ms);
  const inTime = await Promise.race([work.then(() => true), promise]);
  clearTimeout(timer);
  return inTime;
}
