import { daysBetween } from '@commonkey/program';
import { SELECTORS, type Selector } from '../../store/tables/demands.ts';
import type { PublishedDemand } from '../publications.ts';
import { everSaid } from '../said-demand.ts';
import { daysOf, type HalfYear, halfYearOf } from './half-year.ts';
import type { NewReport } from './said-report.ts';

type Demands = NewReport['demands'];
type Publication = Pick<PublishedDemand, 'said'> & {
  /** The day it first stood on the register. */
  firstOn: string;
};

/** A point that the city did not simply answer: it objected, or a court had to say. */
const CHALLENGED = ['objected', 'quashed', 'modified', 'enforced-in-part', 'enforced-in-full'];

/**
 * Counts of demands that are public. One that must be kept silent is in no report: a report that counted it would tell of it,
 * and the first one after the silence does.
 */
export function demandFigures(all: readonly Publication[], period: HalfYear): Demands {
  const { from } = daysOf(period);
  // By the half-year in which each first stood on the register: so none is in two reports, nor in another one once corrected.
  const counted = all.filter(({ firstOn }) => halfYearOf(firstOn) === period).map(({ said }) => said);
  const toldLate = counted.filter(({ receivedOn }) => receivedOn < from).length;
  const decided = counted.flatMap(({ items }) => items.flatMap(({ outcome }) => outcome ?? []));
  return {
    received: counted.length - toldLate,
    toldLate,
    byVendor: counted.filter(({ byVendor }) => byVendor).length,
    challenged: counted.filter(({ items }) =>
      items.some(({ outcome }) => outcome !== null && CHALLENGED.includes(outcome)),
    ).length,
    silenceAsked: counted.filter((said) => everSaid(said, 'requested')).length,
    silenceOrdered: counted.filter((said) => everSaid(said, 'ordered')).length,
    sought: SELECTORS.flatMap((sought) => {
      const count = counted.filter((said) => widestSought(said) === sought).length;
      return count === 0 ? [] : [{ sought, count }];
    }),
    kinds: [...Map.groupBy(counted, ({ instrument, issuer }) => `${instrument} ${issuer}`).values()]
      .flatMap((some) =>
        some[0] ? [{ instrument: some[0].instrument, issuer: some[0].issuer, count: some.length }] : [],
      )
      .sort((a, b) => b.count - a.count),
    outcomes: [...Map.groupBy(decided, (outcome) => outcome)]
      .map(([outcome, some]) => ({ outcome, count: some.length }))
      .sort((a, b) => b.count - a.count),
    medianDays: median(counted.flatMap(daysToFirst)),
  };
}

/** Whom a demand means, by the widest of its points, as what it opened in the ledger says; undefined where it opened none. */
function widestSought({ openings }: PublishedDemand['said']): Selector | undefined {
  const meant = new Set(
    openings.flatMap(({ event }) => (event.kind === 'demand-item' ? [event.selector] : [])),
  );
  return (['class', 'identifier', 'named'] as const).find((one) => meant.has(one));
}

/** From what was sent; of a demand shown before its row told of that, from what was decided: a report of then stays what it was. */
function daysToFirst({ receivedOn, items, firstAnswerOn }: PublishedDemand['said']): number[] {
  const [decided = null] = items.flatMap(({ decidedOn }) => decidedOn ?? []).sort();
  const first = firstAnswerOn === undefined ? decided : firstAnswerOn;
  return first === null ? [] : [daysBetween(receivedOn, first)];
}

function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
