import {
  type Adversary,
  type Clause,
  type Demand,
  type DemandItem,
  dateOf,
  elsewhere,
  type ItemAnswer,
  inOrder,
  type Outcome,
  ROW_HEADS,
  type Row,
  rangeOf,
  spokenAnswer,
  spokenClause,
  spokenElsewhere,
  spokenEndless,
  spokenRow,
  spokenWhatIf,
  type Volumes,
  type WholeCurve,
  wholeNumbers,
} from '@commonkey/exposure';
import type { PlainDate, Program } from '@commonkey/program';
import type { Examined } from '@commonkey/server/legal/exposure/examine.ts';
import { runFacts } from '@commonkey/server/legal/exposure/run-facts.ts';
import type { Machines } from '@commonkey/server/legal/exposure/where-it-lies.ts';
import type { Speak } from '@commonkey/words';
import { columns } from './columns.ts';
import { liesLines } from './lies.ts';

export type ScenarioAnswer = { readonly scenario: string; readonly items: readonly ItemAnswer[] };
/** Answers, of what and of when, and what else they rest on. */
export type Found = {
  rules: Program;
  at: PlainDate;
  source: 'volumes' | 'database';
  answers: readonly ScenarioAnswer[];
  /** Of expected people: the file they are in. */
  volumes?: Volumes;
  whatIf?: readonly Outcome[];
  /** Of the running city: what was looked at beside the rows. */
  examined?: Examined;
  /** How its machines are set up; of expected people there are none yet. */
  machines?: Machines;
  /** Of expected people, where it was asked for: by scenario and item. */
  curves?: readonly { scenario: string; items: readonly WholeCurve[] }[];
  restsOn: Readonly<Record<string, unknown>>;
};
export type Report = Found & { demand: Demand; adversary: Adversary; say: Speak; language: string };

/** What a demand would get, as text: the sentence first, then whether it can be answered, then what there is. */
export function report({
  demand,
  rules,
  at,
  source,
  adversary,
  answers,
  volumes,
  whatIf,
  examined,
  curves,
  machines = null,
  say,
  language,
}: Report): string {
  const number = wholeNumbers(language);
  const { type, served, returns } = demand.instrument;
  return [
    say('exposure.head', { demand: demand.id, instrument: type, served, returns: returns ?? 'none' }),
    say('exposure.under', { at, program: rules.id, version: rules.version, adversary }),
    say('exposure.privileged'),
    ...(examined ? mismatchLines(examined, say) : []),
    ...demand.items.flatMap((item, place) => {
      const found = answers.flatMap(({ items }) => items[place] ?? []);
      return [
        '',
        say('exposure.item', { n: place + 1, words: item.words }),
        '',
        ...itemLines(
          found,
          item.subjects,
          say,
          language,
          volumes ? spokenEndless(found, rules, volumes, say) : [],
        ),
        ...found.slice(0, 1).flatMap((one) => liesLines(one, { rules, machines, say, number })),
        ...elsewhereLines(item, found, { rules, say, language }),
        ...(examined?.items[place] ? aheadLines(examined.items[place], say, language) : []),
      ];
    }),
    ...(examined ? ['', ...harmLines(examined, say, language)] : []),
    ...(curves ? ['', ...curveLines(curves, say, language)] : []),
    ...(whatIf ? ['', ...whatIfLines(whatIf, say, language)] : []),
    ...(examined ? ['', ...assuredLines(examined, say)] : []),
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
  const [first] = found;
  if (!first) return [];
  return [
    ...[...spokenAnswer(found, range, say), ...besides].map((line) => `   ${line}`),
    '',
    `   ${say('exposure.clauses', { known: range(({ known }) => known) })}`,
    ...subjects.flatMap((clause, place) => {
      const { name, told, routes } = spokenClause(clause, place, found, say, language);
      return [`     ${name}: ${told.join('; ')}`, ...routes.map((route) => `       ${route}`)];
    }),
    ...(first.rows.length > 0 ? ['', ...table(first.rows, found, say, language)] : []),
    ...(first.undescribed.length > 0
      ? [`   ${say('exposure.undescribed', { holds: first.undescribed.join(', ') })}`]
      : []),
  ];
}

/** What the sharing register says of copies outside, which no count of the city's own has. */
function elsewhereLines(
  item: DemandItem,
  [first]: readonly ItemAnswer[],
  { rules, say, language }: Pick<Report, 'rules' | 'say' | 'language'>,
): string[] {
  if (!first) return [];
  const { heads, rows, note } = spokenElsewhere(elsewhere(rules, item, first), say, language);
  return [
    '',
    `   ${say('exposure.elsewhere')}`,
    ...(rows.length > 0 ? columns([heads, ...rows]).map((line) => `     ${line}`) : []),
    `     ${note}`,
  ];
}

function table(rows: readonly Row[], found: readonly ItemAnswer[], say: Speak, language: string): string[] {
  const heads = ROW_HEADS.map((name) => say(`exposure.column.${name}`));
  const cells = inOrder(rows).map((row) => {
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

/** Before anything else: a wrong paper is worse than none. */
function mismatchLines({ assurance }: Examined, say: Speak): string[] {
  const { mismatches, keys, dead } = assurance;
  const lines = mismatches.map(({ kind, ...params }) => `   ${say(`exposure.differs.${kind}`, params)}`);
  return [
    '',
    say(mismatches.length > 0 ? 'exposure.assured.differs' : 'exposure.assured.same'),
    ...lines,
    keys === null ? say('exposure.keys.unknown') : say(`exposure.keys.root.${keys.root}`),
    ...(dead > 0 ? [say('exposure.keys.dead', { records: dead })] : []),
  ];
}

/** What the answer rests on, so that whoever signs it can say what was looked at, and what was not. */
function assuredLines({ assurance }: Examined, say: Speak): string[] {
  const { program, version, manifest, code, backup, tables, columns, clockSure, holds } = assurance;
  const unknown = say('exposure.assured.unknown');
  const facts: readonly [string, string][] = [
    ['program', `${program} ${version}`],
    ['manifest', manifest],
    ['code', code ?? unknown],
    ['schema', say('exposure.assured.schema-value', { tables, columns })],
    ['clock', say(`exposure.assured.clock-${clockSure ? 'sure' : 'doubt'}`)],
    ['holds', String(holds)],
    ['backup', backup ?? say('exposure.assured.no-backup')],
    ...runFacts(assurance, say, (day) => day),
  ];
  return [
    say('exposure.assured'),
    ...facts.map(
      ([name, value]) =>
        `   ${say('exposure.assured.line', { name: say(`exposure.assured.${name}`), value })}`,
    ),
  ];
}

/** What a hold would take, and how long what is there lies there with it and without. */
function aheadLines({ plan, curve }: Examined['items'][number], say: Speak, language: string): string[] {
  const format = wholeNumbers(language);
  const { people, objects, beyond, already, races, series } = plan;
  const taken =
    people === 0
      ? [say(`exposure.plan.${already > 0 ? 'all-held' : 'none'}`, { people: format.format(already) })]
      : [
          say('exposure.plan.takes', {
            objects: format.format(objects),
            people: format.format(people),
            series: series.join(', '),
          }),
          ...(beyond > 0 ? [say('exposure.plan.beyond', { people: format.format(beyond) })] : []),
          ...races
            .slice(0, 3)
            .map((one) => `  ${one.due}: ${format.format(one.objects)} (${format.format(one.people)})`),
          say('exposure.curve.text', {
            free: format.format(curve.free.objectDays),
            held: format.format(curve.held.objectDays),
            more: format.format(curve.held.objectDays - curve.free.objectDays),
          }),
        ];
  return [
    '',
    `   ${say('exposure.plan')}`,
    ...taken.map((line) => `     ${line}`),
    ...(people > 0 && already > 0
      ? [`     ${say('exposure.plan.already', { people: format.format(already) })}`]
      : []),
    `     ${say('exposure.plan.preserve')}`,
  ];
}

/** What leads to somebody today, whatever a demand asks for. */
function harmLines({ harm }: Examined, say: Speak, language: string): string[] {
  if (harm.length === 0) return [say('exposure.harm'), `  ${say('exposure.harm.none')}`];
  const format = wholeNumbers(language);
  const heads = ['what', 'leads', 'people'].map((one) => say(`exposure.harm.${one}`));
  const rows = harm.map(({ series, holds, form, by, people, atLeast }) => [
    `${holds}, ${series} (${say(`exposure.form.${form}`)})`,
    by.map((one) => say(`exposure.locates.${one}`)).join(', '),
    atLeast ? say('exposure.least', { people: format.format(people) }) : format.format(people),
  ]);
  return [
    say('exposure.harm'),
    ...columns([heads, ...rows]).map((line) => `  ${line}`),
    `  ${say('exposure.harm.note')}`,
  ];
}

/** 36 months back and 36 ahead, each year's end and today; the area ahead with a hold and without. */
function curveLines(curves: NonNullable<Found['curves']>, say: Speak, language: string): string[] {
  const format = wholeNumbers(language);
  return curves.flatMap(({ scenario, items }) =>
    items.flatMap(({ past, before, ahead }, place) => {
      const told = [
        ...past.map((day, at) => [day, before.people[at] ?? 0, before.people[at] ?? 0] as const),
        ...ahead.days.map(
          (day, at) => [day, ahead.free.people[at] ?? 0, ahead.held.people[at] ?? 0] as const,
        ),
      ].filter(([day], at) => at === past.length || dateOf(day).slice(5, 7) === '01');
      const rows = told.map(([day, free, held]) => [dateOf(day), format.format(free), format.format(held)]);
      const heads = [say('exposure.curve.day'), say('exposure.curve.free'), say('exposure.curve.held')];
      return [
        `${say('exposure.curve')} (${scenario}, ${place + 1})`,
        ...columns([heads, ...rows]).map((line) => `  ${line}`),
        `  ${say('exposure.curve.text', {
          free: format.format(ahead.free.objectDays),
          held: format.format(ahead.held.objectDays),
          more: format.format(ahead.held.objectDays - ahead.free.objectDays),
        })}`,
      ];
    }),
  );
}
