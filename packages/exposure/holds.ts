import { isDeclared, type KnownField, type RecordClass } from './demand/vocabulary.ts';

/**
 * In what form it lies there: what it takes to read it. `sealed`: the key process and two officers. `under-review`: the same, or
 * the key process and one reviewer, until it is decided. `one-reviewer`: the latter alone, as no halves for two were ever made of it
 * (docs/adr/0068-boxes-without-halves.md). `one-lock`: the key process alone. `own-code`: a key that only the resident's own code makes.
 */
export type HoldForm =
  | 'readable'
  | 'sealed'
  | 'under-review'
  | 'one-reviewer'
  | 'one-lock'
  | 'own-code'
  | 'fingerprint'
  | 'physical';

/** How finely something tells on which day somebody applied. */
export type DayGrain = 'day' | 'month';

/** One kind of thing that a series holds, and what whoever reads it learns of a person. */
export type Hold = {
  readonly class: RecordClass;
  readonly form: HoldForm;
  /** Read off it without opening anything. */
  readonly applied?: DayGrain;
  /** Told by whoever opens and reads one. */
  readonly tells: readonly KnownField[];
  /** Not told, but leaned to: routes by which it could be guessed. */
  readonly hints: readonly KnownField[];
};

const NOTHING: readonly KnownField[] = [];
const hold = (
  kind: RecordClass,
  form: HoldForm,
  tells: readonly KnownField[] = NOTHING,
  hints: readonly KnownField[] = NOTHING,
  applied?: DayGrain,
): Hold => ({ class: kind, form, tells, hints, ...(applied ? { applied } : {}) });

/** All that a paper shows: which papers they were is what a demand turns on. */
const PAPER: readonly KnownField[] = [
  'paper-origin',
  'paper-kind',
  'name',
  'birth',
  'address',
  'face',
  'person',
];

/**
 * What the names in `holds` of series.json stand for, wherever this platform or a program shipped with it uses them. Each
 * claim here is what counsel signs: `tells` and `hints` are reviewed as one.
 */
const KNOWN: Readonly<Record<string, Hold>> = {
  serial: hold('card-record', 'readable'),
  'status-place': hold('card-record', 'readable'),
  status: hold('card-record', 'readable'),
  // In a month with one event its day is everybody's: the calendar and the counts of each shift say which.
  months: hold('card-record', 'readable', [], ['applied', 'birth'], 'month'),
  'policy-version': hold('card-record', 'readable'),
  'slip-hash': hold('card-record', 'fingerprint'),
  counts: hold('work-record', 'readable'),
  'chain-head': hold('work-record', 'fingerprint'),
  'printed-faces': hold(
    'printing-waste',
    'physical',
    ['name', 'birth', 'face', 'person'],
    ['paper-origin', 'language'],
  ),
  application: hold(
    'application',
    'readable',
    ['name', 'birth', 'address', 'person'],
    ['paper-origin', 'language'],
    'day',
  ),
  'identity-papers': hold('papers', 'readable', PAPER),
  'residency-papers': hold('papers', 'readable', ['name', 'address', 'person'], ['paper-origin', 'language']),
  pictures: hold('pictures', 'readable', ['face'], ['paper-origin', 'person']),
  'library-card-picture': hold('papers', 'readable', ['person']),
  answers: hold(
    'application',
    'sealed',
    ['name', 'birth', 'address', 'language', 'person'],
    ['paper-origin'],
  ),
  'paper-pictures': hold('papers', 'sealed', PAPER),
  'face-picture': hold('pictures', 'sealed', ['face'], ['paper-origin', 'person']),
  // A message is written in the language that was asked for: it says that one, and leans to where somebody is from.
  'safe-contact': hold('contact', 'one-lock', ['language', 'person'], ['address', 'paper-origin']),
  // Left with places at an event day, and tied to no application.
  'event-contact': hold('contact', 'one-lock', ['language', 'person'], ['address', 'paper-origin']),
  'review-key': hold('work-record', 'sealed'),
  'code-fingerprint': hold('work-record', 'fingerprint'),
  // Of the law department: about whoever a demand named, and no resident's own record.
  'process-paper': hold('work-record', 'one-lock', ['name', 'person']),
  'counsel-notes': hold('work-record', 'one-lock', ['name', 'person']),
  stage: hold('work-record', 'readable'),
  days: hold('work-record', 'readable', [], [], 'day'),
};

/** Of what nobody has described nothing can be ruled out: it is taken to tell everything. */
export const UNDESCRIBED: Hold = hold('application', 'readable', [...PAPER, 'language'], [], 'day');

/** `medium` physical: whatever it is, it lies on a table and not in a database. */
export function holdOf(name: string, medium: 'digital' | 'physical'): Hold {
  const found = Object.hasOwn(KNOWN, name) ? (KNOWN[name] ?? UNDESCRIBED) : UNDESCRIBED;
  return medium === 'physical' ? { ...found, form: 'physical' } : found;
}

export const isDescribed = (name: string): boolean => Object.hasOwn(KNOWN, name);

/**
 * Whether somebody who opens and reads it may learn a field: of one that nobody has declared, whatever tells anything by being read.
 * A paper says more than this package has names for.
 */
export const tellsByReading = ({ tells }: Pick<Hold, 'tells'>, field: string): boolean =>
  isDeclared(field) ? tells.includes(field) : tells.length > 0;
