import type { LedgerEvent } from '@commonkey/ledger';
import type { Selectable } from 'kysely';
import { actedBy } from '../store/acted-by.ts';
import type { LegalTrackTables } from '../store/tables/legal-tracks.ts';
import { insideNumber } from './inside-number.ts';

type MatterRow = Selectable<LegalTrackTables['track_matters']>;
type StepRow = Selectable<LegalTrackTables['track_steps']>;

/**
 * What the leaf of a logged matter commits to: its row, and who logged it hidden under a salt of its own. The hour
 * stays out: the leaf of an emergency is opened for the public, and a day is enough there. So does its number in plain.
 */
export const trackLoggedEvent = (
  row: Omit<MatterRow, 'received_at' | 'ledger_salt' | 'sealed'>,
): LedgerEvent => ({
  kind: 'track-logged',
  matter: row.id,
  track: row.track,
  number: insideNumber(row.number_salt, row.number),
  came: row.came,
  asker: row.asker,
  received_on: row.received_on,
  due_on: row.due_on,
  logged_on: row.logged_on,
  by: actedBy(row.by_salt, { staff: row.logged_by }),
});

/** What the leaf of a step commits to: its row, and who took it hidden under a salt of its own. */
export const trackStepEvent = (row: Omit<StepRow, 'id' | 'ledger_salt'>): LedgerEvent => ({
  kind: 'track-step',
  matter: row.matter,
  place: row.place,
  step: row.step,
  moved_on: row.moved_on,
  found: row.found,
  outcome: row.outcome,
  disclosed: row.disclosed,
  review_on: row.review_on,
  answer: row.answer,
  moved_as: row.moved_as,
  by: actedBy(row.by_salt, { staff: row.moved_by }),
});
