import type { Program } from '@commonkey/program';
import type { RecordClass } from './demand/vocabulary.ts';
import { holdOf } from './holds.ts';
import { registersBeside, seriesOfChannel } from './schedule.ts';
import type { Channel, Volumes } from './volumes-schema.ts';

/** A kind of thing that a series of a channel keeps. */
export type Kept = { readonly channel: Channel; readonly series: string; readonly holds: string };

/** A row of a register and what an office notes of its own work are no documents, unless it is they that are asked for. */
const NO_DOCUMENTS: readonly RecordClass[] = ['card-record', 'work-record'];

/**
 * Kinds kept of the people whom the volumes bring of which nobody has said how many documents there are to a person: they are in
 * no sum of documents, and are no noughts.
 */
export function withoutNumber(
  rules: Program,
  { arrivals, documents }: Pick<Volumes, 'arrivals' | 'documents'>,
  isAsked: (kind: RecordClass) => boolean = () => false,
): Kept[] {
  const channels = new Set(arrivals.map(({ channel }) => channel));
  const isDocument = (kind: RecordClass) => !NO_DOCUMENTS.includes(kind) || isAsked(kind);
  return [...channels].flatMap((channel) =>
    [...seriesOfChannel(rules, channel), ...registersBeside(rules, channel)].flatMap(
      ({ id, holds, medium }) =>
        holds
          .filter((one) => isDocument(holdOf(one, medium).class))
          .filter((one) => !documents.some((known) => known.channel === channel && known.holds === one))
          .map((one) => ({ channel, series: id, holds: one })),
    ),
  );
}
