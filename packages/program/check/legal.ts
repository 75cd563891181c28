import { MAY_COMPEL } from '../legal-vocabulary.ts';
import type { Program } from '../types.ts';
import type { Report } from './fault.ts';

/** Rules for demands: nothing compels that cannot, nothing is listed twice, and what is sealed about a demand has a last day. */
export function checkLegal({ legal, series }: Program, report: Report): void {
  if (!legal) return;
  legal.instruments.forEach(({ type, compelling, issuedBy }, place) => {
    issuedBy?.classes.forEach((name, at) => {
      if (legal.issuers.includes(name)) return;
      const path = ['legal', 'instruments', place, 'issuedBy', 'classes', at];
      report(path, 'name-unknown', { kind: 'issuers', name, meant: '' });
    });
    if (legal.instruments.findIndex((one) => one.type === type) < place)
      report(['legal', 'instruments', place, 'type'], 'name-twice', { name: type });
    if (compelling && !MAY_COMPEL.some((one) => one === type))
      report(['legal', 'instruments', place, 'compelling'], 'legal-never-compels', {
        type,
        may: MAY_COMPEL.join(', '),
      });
  });
  const { records } = legal;
  if (!records) return;
  for (const [kind, name] of Object.entries(records)) {
    const found = series.find(({ id }) => id === name);
    const unfit = (because: string) =>
      report(['legal', 'records', kind], 'legal-series-unfit', { series: name, record: kind, because });
    if (!found) continue;
    if (found.medium !== 'digital') unfit('medium');
    if (!found.personal) unfit('personal');
    if (found.after !== 'matter-closed') unfit('matter-closed');
    if (found.atMost?.after !== 'receipt') unfit('atMost');
  }
  if (records.process === records.counsel)
    report(['legal', 'records', 'counsel'], 'legal-series-unfit', {
      series: records.counsel,
      record: 'counsel',
      because: 'apart',
    });
}
