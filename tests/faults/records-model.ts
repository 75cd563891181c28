import type { Checkpoint } from '@commonkey/ledger';
import { type PlainDate, type Program, plainDateIn, plainDateOf } from '@commonkey/program';
import type { StoredScope } from '../../apps/server/holds/scope.ts';
import type { VaultKind } from '../../apps/server/vault/vault.ts';

export const DAY = 86_400_000;
export const APPLICATIONS = 'portal-application';
export const CERTIFIED = 'portal-papers';
/** Plain rows that want a certificate too. */
export const CARDS = 'card-register';
/** What can be sealed, with its series. */
export const SERIES = {
  draft: 'portal-draft',
  piece: 'portal-draft',
  papers: CERTIFIED,
  card: 'portal-card',
  contact: 'portal-contact',
  'review-box': 'portal-review-key',
} as const satisfies Record<VaultKind, string>;

export type Place = { epoch: string; slot: number };
/** A record that was sealed and acknowledged, whatever became of it. */
export type Known = {
  id: string;
  kind: VaultKind;
  application: string;
  /** When its application came, in truth. */
  came: number;
  /** The date it got when it was stored. */
  bound: PlainDate;
  /** Where its bytes lie, if not in its row. */
  blob: string | null;
  /** Every place that its key ever had. */
  places: Place[];
  dead: boolean;
};
/** What one line of the database's history says of a record. An old copy says what it said then. */
export type Said = { endsOn: PlainDate; ended: boolean };
export type Certificate = {
  id: string;
  series: string;
  lists: Set<string>;
  state: 'drafted' | 'filed' | 'received' | 'destroyed' | 'over';
  opensOn: PlainDate;
};
export type Application = {
  id: string;
  state: 'draft' | 'waiting' | 'over';
  endsOn: PlainDate;
  gone: boolean;
  came: number;
};
/** All that goes back with an old copy of the database. */
export type Copy = {
  records: Map<string, Said>;
  applications: Map<string, Application>;
  certificates: Certificate[];
  /** Serials of the register, with their last days; those that have ended are out of it. */
  cards: Map<string, PlainDate>;
};
export type Hold = {
  id: string;
  scope: StoredScope;
  until: number;
  /** Placed in doubt about the time: it does not lapse before that is over, and has all its time then. */
  doubted: boolean;
  confirmed: boolean;
  narrowed: boolean;
  /** `asked` for by one person; `unsure`: lifted, and not acknowledged. */
  released: 'no' | 'asked' | 'unsure' | 'yes';
  askedBy: string | null;
  /** Whoever placed it was told that it stands. */
  acknowledged: boolean;
};
/** `doubted`: those of its holds that were placed in doubt about the time. `begun`: records that had begun to end. */
export type Backup = {
  folder: string;
  copy: Copy;
  holds: ReadonlySet<string>;
  doubted: ReadonlySet<string>;
  begun: ReadonlySet<string>;
  receipts: Receipts;
  beginnings: ReadonlySet<string>;
};
/** By id. */
export type Receipts = ReadonlyMap<string, { series: string; count: number; authority: string }>;
/** What of the ends of a series this line of the database does not say. */
export type Amends = {
  /** Ended, and the only receipt is lost with the database: nothing had written it down outside yet. Or never receipted. */
  unsaid: Map<string, number>;
  /** Begun in an old copy, and found to have ended long ago. */
  overtaken: Map<string, number>;
  /** Receipts and beginnings of other lines that came back into this one. */
  foreign: Set<string>;
  /** Receipts that the copy has itself. */
  before: Set<string>;
};
export const add = (to: Map<string, number>, series: string, count: number): void =>
  void to.set(series, (to.get(series) ?? 0) + count);

/** What a clerk with a watch and a list on paper would know. */
export type Model = {
  program: Program;
  /** The time it really is. */
  now: number;
  /** Whether the service can know what time it is. */
  sure: boolean;
  known: Known[];
  db: Copy;
  holds: Hold[];
  backups: Backup[];
  checkpoints: Checkpoint[];
  amends: Amends;
  cards: { months: Map<string, string>; ended: Set<string>; ends: number; unsaid: number };
};

export const newModel = (program: Program, now: number): Model => ({
  program,
  now,
  sure: true,
  known: [],
  db: { records: new Map(), applications: new Map(), certificates: [], cards: new Map() },
  holds: [],
  backups: [],
  checkpoints: [],
  amends: { unsaid: new Map(), overtaken: new Map(), foreign: new Set(), before: new Set() },
  cards: { months: new Map(), ended: new Set(), ends: 0, unsaid: 0 },
});

export const dayAt = ({ program }: Model, at: number): PlainDate =>
  plainDateIn(program.city.timeZone, new Date(at));

/** In force at a moment; one that two people lifted, and nobody was told of it, may be and may not. */
export const inForce = (hold: Hold, at: number): boolean =>
  hold.released !== 'yes' && (hold.confirmed || hold.doubted || hold.until > at);
/** A card tells its month, and a hold's days may leave it out; no other record here tells its day, so they leave none out. */
const takes = ({ scope }: Hold, series: string, month: string | null): boolean =>
  (scope.series === null || scope.series.includes(series)) &&
  (month === null ||
    ((scope.from === null || `${month}-31` >= scope.from) &&
      (scope.until === null || `${month}-01` <= scope.until)));

/** An application that came when a hold's last day was over everywhere: of that the hold may keep everything, and need not. */
const cameLater = ({ scope: { until } }: Hold, came: number | null): boolean =>
  came !== null && until !== null && came >= Date.parse(`${until}T00:00:00Z`) + 1.5 * DAY;

/** Whether a series is under a hold for certain. @param came when the application came that is asked about */
export const isHeld = (
  model: Model,
  series: string,
  month: string | null = null,
  came: number | null = null,
): boolean =>
  model.holds.some(
    (hold) =>
      hold.released !== 'unsure' &&
      inForce(hold, model.now) &&
      takes(hold, series, month) &&
      !cameLater(hold, came),
  );
/** Whether it may be. */
export const mayBeHeld = (model: Model, series: string, month: string | null = null): boolean =>
  model.holds.some((hold) => inForce(hold, model.now) && takes(hold, series, month));

/**
 * The box for one reviewer, once nobody decides any more: halves for two open the same, and no hold keeps it (T10). Without
 * its application's row nothing here tells, and then it is gone.
 */
export function isSecondKey(model: Model, { id, kind, application }: Known): boolean {
  const said = model.db.records.get(id);
  const state = model.db.applications.get(application)?.state;
  return kind === 'review-box' && (state === 'over' || (said !== undefined && isDue(model, said)));
}

/** A certificate opens when its day has begun everywhere on earth. */
export const awaits = (model: Model, { id, kind }: Pick<Known, 'id' | 'kind'>): boolean =>
  SERIES[kind] === CERTIFIED && isUncertified(model, id);

export function isUncertified(model: Model, id: string): boolean {
  const day = plainDateOf(new Date(model.now - DAY / 2));
  return !model.db.certificates.some(
    ({ lists, state, opensOn }) => lists.has(id) && isOpen(state) && opensOn <= day,
  );
}
const isOpen = (state: Certificate['state']): boolean =>
  state === 'received' || state === 'destroyed' || state === 'over';

export const isDue = (model: Model, { endsOn, ended }: Said): boolean =>
  ended || endsOn <= dayAt(model, model.now);

export const copyOf = (copy: Copy): Copy => structuredClone(copy);
