import { type Process, type Program, portalRules, processFor } from '@commonkey/program';
import { scheduleOf } from '../../holds/holds.ts';
import type { TableName } from '../../store/database.ts';
import { FILE_HOLDINGS, type FileHolding } from '../../store/holdings/files.ts';
import type { Disposition } from '../../store/holdings/holding.ts';
import { QUEUE_HOLDINGS } from '../../store/holdings/jobs.ts';
import type {
  Basis,
  Form,
  Group,
  Inference,
  KeyHolder,
  Location,
  MinProcess,
  Purpose,
} from '../../store/holdings/vocabulary.ts';
import { HOLDINGS } from '../../store/holdings.ts';
import type { HowMany } from './counts.ts';
import type { Observed } from './observe.ts';
import type { OnHold } from './spoken-holds.ts';

export type Field = {
  name: string;
  purpose: Purpose;
  basis: Basis;
  form: Form;
  tells: readonly Inference[];
};

/** How it ends: `day`: each row on its own day; `key`: its key first, on its day; `hands`: somebody destroys the thing by its day; the others by what they hang on. */
export type Ends =
  | 'day'
  | 'key'
  | 'hands'
  | 'with'
  | 'moves'
  | 'public-accountability'
  | 'runs-the-service'
  | 'staff-decides'
  | 'day-after'
  | FileHolding['ends'];

/** What the city requires before it hands over records of some series; null: of everything in the element. */
export type Requirement = { series: readonly string[] | null; after: Process | 'not-stated' };

/** One thing that the city holds: a table, the job queue, or files. */
export type Element = {
  id: string;
  kind: 'table' | 'queue' | 'files';
  group: Group;
  location: readonly Location[];
  keyHolder: KeyHolder;
  minProcess: MinProcess;
  /** By the city's rules, where `minProcess` leaves it to them; more than one only where series differ. */
  requires: readonly Requirement[];
  forms: readonly Form[];
  howMany: HowMany;
  ends: Ends;
  onHold: OnHold;
  fields: readonly Field[];
};

/** What residents ask about first, in their order; the rest as the manifest has it. */
const FIRST: readonly string[] = ['cards', 'shift_serials', 'status_lists', 'applications', 'vault_records'];

/** Everything that is held, as the manifest says and the look at it found. */
export function elements(observed: Observed, program: Program): Element[] {
  const all = [
    ...(Object.keys(HOLDINGS) as TableName[]).map((table) => tableElement(table, observed, program)),
    ...Object.entries(FILE_HOLDINGS).map(([id, holding]) => fileElement(id, holding, program)),
    queueElement(observed),
  ];
  const place = ({ id }: Element) => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length);
  return all.sort((a, b) => place(a) - place(b));
}

function tableElement(table: TableName, { counts, onHold }: Observed, program: Program): Element {
  const { group, location, keyHolder, minProcess, disposition, columns } = HOLDINGS[table];
  const fields = fieldsOf(columns);
  return {
    id: table,
    kind: 'table',
    group,
    location,
    keyHolder,
    minProcess,
    requires: requiredOf(minProcess, seriesIn(program, table), program),
    forms: [...new Set(fields.map(({ form }) => form))],
    howMany: counts[table] ?? { notSaid: 'not-counted' },
    ends: endsOf(disposition),
    onHold: onHold(table),
    fields,
  };
}

function fileElement(id: string, holding: FileHolding, program: Program): Element {
  const { group, location, keyHolder, minProcess, form, purpose, basis, proxyFor, ends } = holding;
  return {
    id,
    kind: 'files',
    group,
    location,
    keyHolder,
    minProcess,
    requires: requiredOf(minProcess, sealedIn(program, ends), program),
    forms: [form],
    howMany: { notSaid: 'not-counted' },
    ends,
    // What opens a held record lives as long as the record does.
    onHold: ends === 'with-what-it-opens' ? 'none-we-may-name' : 'nothing-ends',
    fields: [{ name: id, purpose, basis, form, tells: proxyFor }],
  };
}

function queueElement({ jobs }: Observed): Element {
  const fields = Object.entries(QUEUE_HOLDINGS).flatMap(([table, columns]) =>
    fieldsOf(columns).map((field) => ({ ...field, name: `${table}.${field.name}` })),
  );
  return {
    id: 'job-queue',
    kind: 'queue',
    group: 'service',
    location: ['job-queue'],
    keyHolder: 'no-key',
    minProcess: 'on-request',
    requires: [],
    forms: ['plain'],
    howMany: jobs,
    ends: 'day-after',
    onHold: 'nothing-ends',
    fields,
  };
}

/** The series of a table's rows, in the city's own names. */
function seriesIn(program: Program, table: TableName): readonly string[] {
  return table === 'vault_records' ? sealedSeries(program) : [scheduleOf(program).seriesOf(table)];
}
const sealedIn = (program: Program, ends: FileHolding['ends']): readonly string[] =>
  ends === 'with-what-it-opens' ? sealedSeries(program) : [];
const sealedSeries = (program: Program): readonly string[] => [
  ...new Set(Object.values(portalRules(program)?.records ?? {})),
];

function requiredOf(needed: MinProcess, series: readonly string[], program: Program): Requirement[] {
  if (needed === 'public' || needed === 'on-request') return [];
  const by = Map.groupBy(series, (id) => processFor(program, id) ?? 'not-stated');
  if (by.size > 1) return [...by].map(([after, of]) => ({ series: of, after }));
  const [after = processFor(program, null) ?? 'not-stated'] = by.keys();
  return [{ series: null, after }];
}

type Described = { purpose: Purpose; basis: Basis; form: Form; proxyFor: readonly Inference[] };
const fieldsOf = (columns: Readonly<Record<string, Described>>): Field[] =>
  Object.entries(columns).map(([name, { purpose, basis, form, proxyFor }]) => ({
    name,
    purpose,
    basis,
    form,
    tells: proxyFor,
  }));

function endsOf(disposition: Disposition): Ends {
  if ('by' in disposition) return 'day';
  if ('vault' in disposition) return 'key';
  if ('hands' in disposition) return 'hands';
  if ('with' in disposition) return 'with';
  return 'moves' in disposition ? 'moves' : disposition.standing;
}
