import { uptime } from 'node:os';
import { discard } from './discard.ts';
import { bringNearer, end } from './end.ts';
import { finish } from './finish.ts';
import { inFlight } from './in-flight.ts';
import { openLeases } from './leases.ts';
import type { VaultParts } from './parts.ts';
import { heads, keysLost, lostTables, open, release } from './read.ts';
import { settleRestored } from './restored.ts';
import { keep, rewrite, seal } from './seal.ts';
import { sweep } from './sweep.ts';
import { openTidy } from './tidy.ts';
import type { Vault } from './vault.ts';

/** Goes on while the machine sleeps, and no setting of the clock moves it. */
export const machineElapsed = (): number => uptime() * 1000;

type Asked = Omit<VaultParts, 'elapsed'> & Partial<Pick<VaultParts, 'elapsed'>>;

/** The vault room. Reads and writes nothing before it is used. */
export function openVault(asked: Asked): Vault {
  const parts: VaultParts = { ...asked, elapsed: asked.elapsed ?? machineElapsed };
  const leases = openLeases(parts);
  const sealing = { ...parts, leases };
  const tidy = openTidy(parts);
  return {
    seal: (record) => seal(sealing, record),
    keep: (tx, record) => keep(parts, tx, record),
    discard: (records) => discard(parts, records),
    rewrite: (tx, id, plain, share) => rewrite(parts, tx, id, plain, share),
    heads,
    keysLost: (read, which) => keysLost(parts, read, which),
    lostTables: (read, of) => lostTables(parts, read, of),
    open: (read, ids, share) => open(parts, read, ids, share),
    release: (read, which, how) => release(parts, read, which, how),
    bringNearer,
    end: (tx, which, because) => end(parts, tx, which, because),
    finish: (which) => finish(parts, which),
    sweep: () => sweep(parts, tidy),
    settleRestored: (how = { oldCopy: null }) => settleRestored(parts, how),
    inFlight: inFlight(parts, leases),
  };
}
