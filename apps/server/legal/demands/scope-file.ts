import { type Adversary, RECORD_CLASSES } from '@commonkey/exposure';
import type { InstrumentType } from '@commonkey/program';
import type { ItemRow } from './events.ts';
import type { DemandView } from './view.ts';

/** As whom the exposure page asks for a kind of paper, until somebody there chooses otherwise. */
const ASKS_AS: Readonly<Partial<Record<InstrumentType, Adversary>>> = {
  'court-order': 'court-order',
  'records-request': 'records-request',
  'civil-subpoena': 'civil-discovery',
  'judicial-warrant': 'search-warrant-on',
  'vendor-subpoena': 'vendor-served',
};
export const asksAs = (type: InstrumentType): Adversary => ASKS_AS[type] ?? 'administrative-subpoena';

type Asked = {
  readonly row: Pick<DemandView['row'], 'matter' | 'instrument' | 'issuer' | 'received_on'>;
  readonly days: Pick<DemandView['days'], 'service' | 'return'>;
};
type AskedItem = Pick<ItemRow, 'place' | 'classes' | 'span_from' | 'span_until' | 'touches' | 'selector'>;

/**
 * An item of a demand in the language of scopes (`commonkey-demand-1`), as far as the register knows it: kinds of record,
 * days, whether it turns on somebody's status, and whether somebody is named. Who is, and what else the words ask for, whoever reads them adds on the page, where
 * nothing is kept. Whether silence was ordered is not in it: a scope is copied, tied to a request and put to commands, and not all who
 * read one there may know. Where nobody knows the day of service the day on which it came stands for it; the return date is the one that
 * holds now. Null where nothing of it lies in this service.
 */
export function scopeFile({ row, days }: Asked, item: AskedItem): string | null {
  const records = RECORD_CLASSES.filter((one) => item.classes.includes(one));
  if (records.length === 0) return null;
  const { span_from: from, span_until: until } = item;
  const subjects: string[] = [];
  if (from !== null || until !== null) {
    subjects.push('      - field: applied');
    if (from !== null) subjects.push(`        from: ${from}`);
    if (until !== null) subjects.push(`        until: ${until}`);
  }
  // Nobody's status is in any record; where a demand turns on it, the paper somebody brought is what it must be told by.
  if (item.touches.includes('status')) subjects.push('      - field: paper-origin', '        is: foreign');
  if (item.selector !== 'class') subjects.push('      - field: person', '        is: named');
  const served = days.service ?? row.received_on;
  // The language knows of no answer that was due before the paper came: such a date is counsel's to object to, not a day to ask of.
  const returns = days.return !== null && days.return >= served ? days.return : null;
  return [
    'format: commonkey-demand-1',
    `id: matter-${row.matter}-item-${item.place}`,
    'instrument:',
    `  type: ${row.instrument}`,
    `  issuer: ${row.issuer}`,
    `  served: ${served}`,
    ...(returns === null ? [] : [`  returns: ${returns}`]),
    'items:',
    `  - words: item ${item.place} of matter ${row.matter}`,
    ...(subjects.length > 0 ? ['    subjects:', ...subjects] : ['    subjects: []']),
    `    records: [${records.join(', ')}]`,
    'source:',
    '  mark: OWN',
    '  note: from the register of demands',
    '',
  ].join('\n');
}
