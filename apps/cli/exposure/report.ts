import {
  type Adversary,
  type Clause,
  type Demand,
  type DemandItem,
  elsewhere,
  type ItemAnswer,
  type Outcome,
  premiseOf,
  ROW_HEADS,
  rangeOf,
  rowsOver,
  spokenAnswer,
  spokenClause,
  spokenElsewhere,
  spokenEndless,
  spokenNoWay,
  spokenRow,
  spokenWhatIf,
} from '@commonkey/exposure';
import type { Speak } from '@commonkey/words';
import { aheadLines, curveLines, expectedLines, harmLines } from './ahead.ts';
import { columns } from './columns.ts';
import type { Found } from './found.ts';
import { liesLines } from './lies.ts';
import { assuredLines, expectedRests, mismatchLines } from './rests.ts';

export type Report = Found & { demand: Demand; adversary: Adversary; say: Speak; language: string };

/** What a demand would get, as text: the sentence first, then whether it can be answered, then what there is. */
export function report(found: Report): string {
  const { demand, rules, at, source, adversary, answers, volumes, whatIf, examined, curves, plans } = found;
  const { machines = null, say, language } = found;
  const harm = examined ? [examined.harm] : found.harm;
  const { type, served, returns } = demand.instrument;
  return [
    say('exposure.head', { demand: demand.id, instrument: type, served, returns: returns ?? 'none' }),
    say('exposure.under', { at, program: rules.id, version: rules.version, adversary }),
    premiseOf(say, adversary),
    ...(examined && at > examined.today ? [say('exposure.later', { today: examined.today, at })] : []),
    say('exposure.privileged'),
    ...(examined ? mismatchLines(examined, say) : []),
    ...(volumes ? spokenNoWay(rules, volumes, say) : []),
    ...demand.items.flatMap((item, place) => {
      const ofItem = answers.flatMap(({ items }) => items[place] ?? []);
      return [
        '',
        say('exposure.item', { n: place + 1, words: item.words }),
        '',
        ...itemLines(
          ofItem,
          item.subjects,
          say,
          language,
          volumes ? spokenEndless(ofItem, rules, volumes, say) : [],
        ),
        ...liesLines(ofItem, { rules, machines, say, language }),
        ...elsewhereLines(item, ofItem, { rules, say, language }),
        ...(examined?.items[place]
          ? aheadLines(examined.items[place], at, examined.now, { say, language })
          : []),
        ...(plans
          ? expectedLines(
              plans.flatMap(({ scenario, items }) =>
                items[place] ? [{ scenario, plan: items[place] }] : [],
              ),
              at,
              { say, language },
            )
          : []),
      ];
    }),
    ...(harm ? ['', ...harmLines(harm, { say, language })] : []),
    ...(curves ? ['', ...curveLines(curves, { say, language })] : []),
    ...(whatIf ? ['', ...whatIfLines(whatIf, say, language)] : []),
    ...(examined ? ['', ...assuredLines(examined, say, language)] : ['', ...expectedRests(found, say)]),
    '',
    say(`exposure.basis.${source}`),
    ...(examined ? [say('exposure.drafts')] : []),
  ].join('\n');
}

function itemLines(
  found: readonly ItemAnswer[],
  subjects: readonly Clause[],
  say: Speak,
  language: string,
  besides: readonly string[],
): string[] {
  const range = rangeOf(found, language);
  if (found.length === 0) return [];
  const undescribed = new Set(found.flatMap((item) => item.undescribed));
  const objects = found.some((item) => item.objects > 0);
  return [
    ...[...spokenAnswer(found, range, say), ...besides].map((line) => `   ${line}`),
    '',
    `   ${say('exposure.clauses', { known: range(({ known }) => known) })}`,
    ...subjects.flatMap((clause, place) => {
      const { name, told, routes } = spokenClause(clause, place, found, say, language);
      return [`     ${name}: ${told.join('; ')}`, ...routes.map((route) => `       ${route}`)];
    }),
    ...(rowsOver(found).length > 0 ? ['', ...table(found, say, language)] : []),
    ...(undescribed.size > 0
      ? [`   ${say('exposure.undescribed', { holds: [...undescribed].join(', ') })}`]
      : []),
    ...(objects ? [`   ${say('exposure.objects', { objects: range((item) => item.objects) })}`] : []),
  ];
}

/** What the sharing register says of copies outside, which no count of the city's own has. */
function elsewhereLines(
  item: DemandItem,
  found: readonly ItemAnswer[],
  { rules, say, language }: Pick<Report, 'rules' | 'say' | 'language'>,
): string[] {
  const there = { rows: rowsOver(found) };
  const { heads, rows, note } = spokenElsewhere(elsewhere(rules, item, there), say, language);
  return [
    '',
    `   ${say('exposure.elsewhere')}`,
    ...(rows.length > 0 ? columns([heads, ...rows]).map((line) => `     ${line}`) : []),
    `     ${note}`,
  ];
}

function table(found: readonly ItemAnswer[], say: Speak, language: string): string[] {
  const heads = ROW_HEADS.map((name) => say(`exposure.column.${name}`));
  const cells = rowsOver(found).map((row) => {
    const [series = '', ...others] = spokenRow(row, found, say, language);
    return [`${row.asked ? '* ' : '  '}${series}`, ...others];
  });
  return [
    `   ${say('exposure.rows')} (* ${say('exposure.asked')}; ${say('exposure.not-counted-means')})`,
    ...columns([heads, ...cells]).map((line) => `     ${line}`),
  ];
}

/** Each lever beside the rules as they are, with what it gives and what it costs. */
function whatIfLines(found: readonly Outcome[], say: Speak, language: string): string[] {
  const { heads, rows, notes } = spokenWhatIf(found, say, language);
  return [
    say('exposure.what-if'),
    say('exposure.what-if.expected'),
    ...columns([heads, ...rows]).map((line) => `  ${line}`),
    ...notes,
  ];
}
