import type { FaultParams } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { FormFaults } from '../wish.ts';

type Say = FastifyRequest['say'];

/** Fields of forms whose label has another name. */
const LABELS: Readonly<Record<string, string>> = {
  received: 'intake-received',
  by: 'intake-by',
  matter: 'intake-matter-short',
  custodian: 'intake-custodian',
  instrument: 'intake-type',
  issuer: 'intake-issuer',
  gag: 'intake-gag-question',
  gagUntil: 'intake-gag-until-short',
  keep: 'intake-keep',
  why: 'amend-why',
  which: 'which',
  when: 'when',
  from: 'from',
  until: 'until',
};
/** Of the forms on a demand's own page. */
export const ACT_LABELS: Readonly<Record<string, string>> = {
  step: 'step-which',
  which: 'dated-which',
  day: 'dated-day',
  gag: 'intake-gag-question',
  until: 'intake-gag-until-short',
  found: 'search-found',
  hours: 'search-hours',
  outcome: 'item-term-outcome',
};
/** Those of one item, by how their names begin. */
const OF_ITEM = [
  ['words', 'item-words'],
  ['class-', 'item-classes'],
  ['from', 'item-from-short'],
  ['until', 'item-until'],
] as const;

/** A field's own name in words, for a list of faults that stands away from it; null where it has none. */
function labelOf(say: Say, field: string, labels: typeof LABELS): string | null {
  const label = labels[field] ?? (/^(day|line)-/.test(field) ? field : undefined);
  if (label !== undefined) return say(`legal.${label}`);
  const [, n, part = ''] = /^item(\d+)-(.+)$/.exec(field) ?? [];
  const own = OF_ITEM.find(([start]) => part.startsWith(start));
  if (n === undefined || own === undefined) return null;
  return say('legal.fault-of-item', {
    item: say('legal.intake-item', { n: Number(n) }),
    field: say(`legal.${own[1]}`),
  });
}

/** Faults of a form of demands in words, by field, each with the name of its field. */
export const faultWords = (
  { say }: Pick<FastifyRequest, 'say'>,
  faults: FormFaults,
  labels = LABELS,
  params: FaultParams = {},
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(faults).map(([field, code]) => {
      const scope = code.startsWith('hold-') && code !== 'hold-nothing-here';
      const fault = say(scope ? `legal.wrong-${code}` : `fault.${code}`, params);
      const label = labelOf(say, field, labels);
      return [field, label === null ? fault : say('legal.fault-of', { field: label, fault })];
    }),
  );
