import type { Chain } from './entries.ts';

/**
 * Which card each waiting record became, as only the desk's own chain tells: the one that was printed last before its
 * hand-over. It leaves the desk for a record that another desk had handed over before, and for no other.
 */
export function handOversOf(chain: Chain): Map<string, string> {
  const serials = new Map<string, string>();
  let printed: string | undefined;
  for (const entry of chain) {
    if (entry.kind === 'printed') printed = entry.serial;
    if (entry.kind === 'hand-over' && printed !== undefined) serials.set(entry.record, printed);
  }
  return serials;
}
