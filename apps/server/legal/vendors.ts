import { type Flow, type FlowKind, KEEPS_FOR_CITY } from '@commonkey/program';
import type { Context } from '../context.ts';

/** Somebody outside who carries or keeps something for the city. */
export type Vendor = {
  /** Of the first of its entries in the sharing register. */
  id: string;
  recipient: string;
  kinds: readonly FlowKind[];
  contact: Flow['contact'];
  /** Where a legal notice goes; null: somebody tells them by hand. */
  noticeTo: string | null;
};

/** Those that a hold has to be told to, as the sharing register has them; none where the city runs everything itself. */
export function vendorsOf({ program: { program } }: Pick<Context, 'program'>): Vendor[] {
  const flows = (program.sharing?.flows ?? []).filter(({ kind }) => KEEPS_FOR_CITY.includes(kind));
  return [...Map.groupBy(flows, ({ recipient }) => recipient).values()].flatMap((of) => {
    const [first] = of;
    if (!first) return [];
    const { id, recipient, contact } = first;
    const noticeTo = of.find((flow) => flow.noticeTo !== undefined)?.noticeTo ?? null;
    return [{ id, recipient, contact, noticeTo, kinds: [...new Set(of.map(({ kind }) => kind))] }];
  });
}
