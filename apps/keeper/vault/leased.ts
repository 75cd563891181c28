import { isDead } from './table.ts';
import type { View } from './view.ts';

/** Slots in one answer, so that it stays a line both sides read. */
const PAGE = 100_000;

export type LeasedPage = { epochs: { epoch: string; leased: number[] }[]; next: string | null };

/** Every leased slot that lives, whole tables at a time. */
export async function leasedPage(view: View, after?: string): Promise<LeasedPage> {
  const names = view.index.epochs.map(({ epoch }) => epoch).sort();
  const epochs: LeasedPage['epochs'] = [];
  let count = 0;
  for (const epoch of names) {
    if (after !== undefined && epoch <= after) continue;
    if (count >= PAGE) return { epochs, next: epochs.at(-1)?.epoch ?? null };
    const table = await view.table(epoch);
    const leased: number[] = [];
    for (let slot = 0; slot < (view.entry(epoch)?.leased ?? 0); slot++)
      if (!isDead(table, slot)) leased.push(slot);
    epochs.push({ epoch, leased });
    count += leased.length;
  }
  return { epochs, next: null };
}
