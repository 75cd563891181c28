import type { Speak } from '@commonkey/words';
import type { SaidReport } from './said-report.ts';

/** Null is a number that is not told. */
export type Line = readonly [key: string, name: string, count: number | null];
export type FigureTable = { readonly name: string; readonly lines: readonly Line[] };

/** A report's figures in words, table by table. Of an earlier kind: no more than it said on its day. */
export function figureTables(
  said: SaidReport,
  { say, seriesName }: { say: Speak; seriesName: (series: string) => string },
): FigureTable[] {
  const { destroyed, requests } = said;
  const since = said.v === 1 ? null : said;
  return [
    { name: 'demands', lines: demandLines(said, say) },
    ...(since ? [{ name: 'emergencies', lines: emergencyLines(since, say) }] : []),
    {
      name: 'destroyed',
      lines: [
        ['all', say('report.all'), destroyed.all],
        ...only(since && ['certified', say('report.certified'), since.destroyed.certified]),
        ...destroyed.series.map((one): Line => [one.series, seriesName(one.series), one.count]),
      ],
    },
    {
      name: 'requests',
      lines: [
        ['received', say('report.received'), requests.received],
        ...only(since && ['holders', say('report.about-holders'), since.requests.aboutHolders]),
        ...requests.letters.map(({ letter, count }): Line => [letter, say(`report.letter-${letter}`), count]),
      ],
    },
    ...(since ? [{ name: 'own', lines: ownLines(since, say) }] : []),
  ];
}

/** A number that a newer version says otherwise; undefined where one of them has no such line. */
export type Changed = {
  readonly table: string;
  readonly key: string;
  readonly name: string;
  readonly before: number | null | undefined;
  readonly now: number | null | undefined;
};

/**
 * What changed between two versions, in the order of their lines.
 * @param sameKind false where the version before had no place for some lines: of those, what is not told now was not told then
 */
export function changedLines(
  before: readonly FigureTable[],
  now: readonly FigureTable[],
  { sameKind = true }: { sameKind?: boolean } = {},
): Changed[] {
  const were = new Map(before.map(({ name, lines }) => [name, lines]));
  return now.flatMap(({ name: table, lines }) => {
    const old = were.get(table);
    if (!old) return [];
    const gone = old.filter(([key]) => !lines.some((line) => line[0] === key));
    const found = (some: readonly Line[], key: string) => some.find((line) => line[0] === key)?.[2];
    return [...lines, ...gone]
      .map(([key, name]) => ({ table, key, name, before: found(old, key), now: found(lines, key) }))
      .filter((one) => one.before !== one.now)
      .filter((one) => sameKind || one.before !== undefined || one.now !== null);
  });
}

const only = (line: Line | null): readonly Line[] => (line ? [line] : []);

function demandLines(said: SaidReport, say: Speak): Line[] {
  const { demands } = said;
  const since = said.v === 1 ? null : said;
  const sought = said.v === 1 || said.v === 2 ? [] : said.demands.sought;
  return [
    ['received', say('report.received'), demands.received],
    ['told-late', say('report.told-late'), demands.toldLate],
    ...demands.kinds.map(
      ({ instrument, issuer, count }): Line => [
        `${instrument} ${issuer}`,
        `${say(`register.issuer-${issuer}`)}: ${say(`register.instrument-${instrument}`)}`,
        count,
      ],
    ),
    ...sought.map((one): Line => [one.sought, say(`report.sought-${one.sought}`), one.count]),
    ...demands.outcomes.map(
      ({ outcome, count }): Line => [
        outcome,
        `${say('register.answer')}: ${say(`register.outcome-${outcome}`)}`,
        count,
      ],
    ),
    ...only(since && ['challenged', say('report.challenged'), since.demands.challenged]),
    ['by-vendor', say('report.by-vendor'), demands.byVendor],
    ['silence-asked', say('report.silence-asked'), demands.silenceAsked],
    ['silence-ordered', say('report.silence-ordered'), demands.silenceOrdered],
    ...only(demands.medianDays === null ? null : ['median', say('report.median'), demands.medianDays]),
    ...only(since && ['handed', say('report.handed-people'), since.handedOver.people]),
  ];
}

type Since = Exclude<SaidReport, { v: 1 }>;

const emergencyLines = ({ emergencies }: Since, say: Speak): Line[] => [
  ['received', say('report.received'), emergencies.received],
  ['told-late', say('report.told-late'), emergencies.toldLate],
  ...emergencies.outcomes.map(
    ({ outcome, count }): Line => [
      outcome,
      `${say('register.answer')}: ${say(`register.emergency-${outcome}`)}`,
      count,
    ],
  ),
];

const ownLines = ({ ownRequests }: Since, say: Speak): Line[] => [
  ['received', say('report.received'), ownRequests.received],
  ...ownRequests.answers.map(({ answer, count }): Line => [answer, say(`report.own-${answer}`), count]),
];
