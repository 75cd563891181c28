import type { KyselyPlugin, RootOperationNode } from 'kysely';
import { type Store, type Writer, wholeTransaction } from '../../apps/server/store/store.ts';
import type { VaultParts } from '../../apps/server/vault/parts.ts';
import type { Gate } from './explore.ts';

/** A store that stops before each transaction, after each statement in it, and before its commit. */
export function statementByStatement(store: Store, gate: Gate): Store {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }): RootOperationNode => node,
    async transformResult({ result }) {
      await gate('statement');
      return result;
    },
  };
  return {
    ...store,
    write: async (work) => {
      await gate('begin');
      return store.write(async (tx) => {
        const slow = wholeTransaction(tx).withPlugin(plugin) as unknown as Writer;
        const done = await work(slow);
        await gate('commit');
        return done;
      });
    },
  };
}

/** A room that stops before and after everything that is durable or asked of another process. */
export function stepByStep(parts: VaultParts, gate: Gate): VaultParts {
  return {
    ...parts,
    store: {
      ...parts.store,
      write: (work) =>
        parts.store.write(async (tx) => {
          await gate('begin');
          const done = await work(tx);
          await gate('commit');
          return done;
        }),
    },
    keeper: {
      async ask(question, input) {
        await gate(`ask ${question}`);
        const answer = await parts.keeper.ask(question, input);
        await gate(`told ${question}`);
        return answer;
      },
    },
  };
}
