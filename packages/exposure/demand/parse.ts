import { isPlainDate, nearest } from '@commonkey/program';
import { type CheckCode, pointer } from '@commonkey/program/check/fault.ts';
import { reportIssues } from '@commonkey/program/check/shape.ts';
import { parseDocument } from 'yaml';
import { knownKeys } from '../known-keys.ts';
import { type Clause, type Demand, demandJsonSchema, demandSchema } from './schema.ts';

/** What is wrong with a demand beyond its shape. Sentences: `demand.<code>` and `demand.<code>.remedy` in `words/`. */
export const DEMAND_CODES = [
  'yaml-invalid',
  'demand-day-impossible',
  'demand-days-reversed',
  'demand-span-open',
  'demand-days-disjoint',
  'demand-person-by-name',
  'demand-returns-before-served',
] as const;
export type DemandCode = (typeof DEMAND_CODES)[number];

/** One thing wrong with a demand: where (JSON pointer, RFC 6901) and what. Shape faults have the codes of a program's. */
export type DemandFault = {
  path: string;
  code: CheckCode | DemandCode;
  params: Readonly<Record<string, string | number>>;
};
export type ParsedDemand = { demand: Demand; faults: [] } | { demand?: undefined; faults: DemandFault[] };

type Report = (path: readonly (string | number)[], code: DemandCode, params?: DemandFault['params']) => void;

/** Reads the scope of a demand, YAML 1.2 or JSON, and finds every fault in it. Does no I/O, never throws for bad input. */
export function parseDemand(text: string): ParsedDemand {
  const document = parseDocument(text, { prettyErrors: false, stringKeys: true });
  const faults: DemandFault[] = [];
  const [broken] = document.errors;
  if (broken)
    return { faults: [{ path: '', code: 'yaml-invalid', params: { detail: broken.message.slice(0, 120) } }] };
  let data: unknown;
  try {
    // A few lines of anchors can stand for gigabytes, and no demand needs one.
    data = document.toJS({ maxAliasCount: 0 });
  } catch {
    return { faults: [{ path: '', code: 'yaml-invalid', params: { detail: 'anchors' } }] };
  }
  const parsed = demandSchema.safeParse(data);
  if (!parsed.success) {
    reportIssues(parsed.error.issues, data, (path, code, params = {}) => {
      const meant = code === 'key-unknown' ? { meant: nearest(String(params.key), keys()) ?? '' } : {};
      faults.push({ path: pointer(path), code, params: { ...params, ...meant } });
    });
    return { faults: withoutNames(data, faults) };
  }
  checkMeaning(parsed.data, (path, code, params = {}) => faults.push({ path: pointer(path), code, params }));
  return faults.length > 0 ? { faults } : { demand: parsed.data, faults: [] };
}

function checkMeaning({ instrument, items }: Demand, report: Report): void {
  const { served, returns } = instrument;
  const real = (path: readonly (string | number)[], day: string | undefined): boolean => {
    if (day === undefined || isPlainDate(day)) return true;
    report(path, 'demand-day-impossible', { value: day });
    return false;
  };
  const known = [real(['instrument', 'served'], served), real(['instrument', 'returns'], returns)];
  if (known.every(Boolean) && returns !== undefined && returns < served)
    report(['instrument', 'returns'], 'demand-returns-before-served', { served, returns });
  items.forEach(({ subjects }, place) => {
    subjects.forEach((clause, at) => {
      if ('is' in clause) return;
      const path = ['items', place, 'subjects', at];
      const { from, until } = clause;
      if (from === undefined && until === undefined) report(path, 'demand-span-open');
      const both = [real([...path, 'from'], from), real([...path, 'until'], until)].every(Boolean);
      if (both && from !== undefined && until !== undefined && until < from)
        report(path, 'demand-days-reversed', { from, until });
    });
    checkTogether(subjects, (code, params) => report(['items', place, 'subjects'], code, params));
  });
}

/** Somebody is meant by all clauses at once: where no day is in every span, the answer would be “none” for a slip in the file. */
function checkTogether(
  subjects: readonly Clause[],
  report: (code: DemandCode, params: DemandFault['params']) => void,
) {
  const spans = subjects.flatMap((clause) => ('is' in clause ? [] : [clause]));
  const from = spans
    .flatMap((span) => span.from ?? [])
    .sort()
    .at(-1);
  const [until] = spans.flatMap((span) => span.until ?? []).sort();
  if (spans.length > 1 && from !== undefined && until !== undefined && until < from)
    report('demand-days-disjoint', { from, until });
}

/** Where somebody's name was written, one fault that says so and does not say the name. */
function withoutNames(data: unknown, faults: readonly DemandFault[]): DemandFault[] {
  const named = new Set<string>();
  const { items } = Object(data) as { items?: unknown };
  for (const [place, item] of list(items).entries())
    for (const [at, clause] of list(Object(item).subjects).entries())
      if (Object(clause).field === 'person' && Object(clause).is !== 'named')
        named.add(pointer(['items', place, 'subjects', at]));
  const others = faults.filter(
    ({ path }) => ![...named].some((one) => path === one || path.startsWith(`${one}/`)),
  );
  return [
    ...[...named].map((path) => ({ path, code: 'demand-person-by-name' as const, params: {} })),
    ...others,
  ];
}
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const keys = knownKeys(demandJsonSchema);
