import type { KyselyPlugin, RootOperationNode } from 'kysely';
import { type Store, type Writer, wholeTransaction } from '../../apps/server/store/store.ts';
import type { Gate } from './online-explore.ts';

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
