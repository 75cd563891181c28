// A vault in memory that tells in which order things became durable, and fails on demand.
import { Fault } from '@commonkey/words';
import type { Vault } from '../vault/vault.ts';

export type MemoryVault = Vault & { readonly log: string[]; failNext(code: string): void };

export function memoryVault(): MemoryVault {
  const values = new Map<string, unknown>();
  let chain: unknown[] = [];
  const log: string[] = [];
  let fail: string | null = null;
  const step = (name: string) => {
    if (fail !== null) {
      const code = fail;
      fail = null;
      throw new Fault(code);
    }
    log.push(name);
  };
  return {
    log,
    failNext: (code) => {
      fail = code;
    },
    envelope: async () => undefined,
    begin: async () => step('begin'),
    put: async (_key, place, value) => {
      step(`put ${place}`);
      values.set(place, structuredClone(value));
    },
    get: async (_key, place) => values.get(place),
    append: async (_key, seq, entries) => {
      if (seq !== chain.length) throw new Fault('desk-storage-failed');
      const kinds = entries.map((entry) => String(Reflect.get(Object(entry), 'kind')));
      step(`append ${kinds.join(' + ')}`);
      chain = [...chain, ...structuredClone(entries)];
    },
    chain: async () => chain,
    forget: async () => {
      values.clear();
      chain = [];
      log.push('forget');
    },
  };
}
