import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import type { KeeperLink } from '../keeper/client.ts';
import type { Store } from '../store/store.ts';
import type { Blobs } from '../vault/blobs/blobs.ts';

/** What every task of such a process says: at which of its durable steps it dies; 0 never. */
export type Dying = { dieAt: number };

/** The one task that this process was started for (see `lives.ts`). */
export async function givenTask<Task extends Dying>(): Promise<Task> {
  // Everything is loaded by now. One that is killed would keep nothing of it for the next.
  flushCompileCache();
  for await (const line of createInterface({ input: process.stdin })) return JSON.parse(line);
  // Whoever began it needs it no more.
  process.exit(0);
}

/** Counts what cannot be undone from `begin` on, and kills this process at the step it was told. */
export class Steps {
  #count = 0;
  #begun = false;
  readonly #dieAt: number;

  constructor(dieAt: number) {
    this.#dieAt = dieAt;
  }

  count(): number {
    return this.#count;
  }

  begin(): void {
    this.#begun = true;
  }

  step(): void {
    if (!this.#begun) return;
    this.#count += 1;
    if (this.#count === this.#dieAt) process.kill(process.pid, 'SIGKILL');
  }

  /** Before it, sent and not heard of, after it. */
  async around<T>(work: () => Promise<T>): Promise<T> {
    this.step();
    const running = work();
    await turn();
    this.step();
    const done = await running;
    this.step();
    return done;
  }

  /** A store whose every transaction counts: begun, all said, committed. */
  store(store: Store): Store {
    return {
      ...store,
      write: async (work) => {
        const done = await store.write(async (tx) => {
          this.step();
          const result = await work(tx);
          this.step();
          return result;
        });
        this.step();
        return done;
      },
    };
  }

  ask(ask: KeeperLink['ask']): KeeperLink['ask'] {
    return (question, input) => this.around(() => ask(question, input));
  }

  blobs(blobs: Blobs): Blobs {
    return {
      ...blobs,
      put: (name, bytes) => this.around(() => blobs.put(name, bytes)),
      remove: (name) => this.around(() => blobs.remove(name)),
    };
  }
}
