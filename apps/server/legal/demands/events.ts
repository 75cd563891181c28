import type { LedgerEvent } from '@commonkey/ledger';
import type { Selectable } from 'kysely';
import { insideNumber } from '../../register/service.ts';
import { actedBy } from '../../store/acted-by.ts';
import type { DemandPaperTables } from '../../store/tables/demand-papers.ts';
import type { DemandTables } from '../../store/tables/demands.ts';

export type DemandRow = Selectable<DemandTables['demands']>;
export type ItemRow = Selectable<DemandTables['demand_items']>;
export type StepRow = Selectable<DemandTables['demand_steps']>;
export type SearchRow = Selectable<DemandTables['demand_searches']>;
export type DecisionRow = Selectable<DemandTables['demand_decisions']>;
export type LetterRow = Selectable<DemandPaperTables['demand_letters']>;
export type PrivilegeRow = Selectable<DemandPaperTables['demand_privileges']>;

/*
 * What the ledger's leaves of a demand commit to: what its rows say, and nothing of what is sealed. Outsiders see that
 * something was committed on a day, not that it was a demand.
 */

export const registeredEvent = (
  row: Omit<DemandRow, 'registered_at' | 'registered_by' | 'ledger_salt'>,
): LedgerEvent => ({
  kind: 'demand-registered',
  demand: row.id,
  matter: insideNumber(row.matter_salt, row.matter),
  received_on: row.received_on,
  received_by: row.received_by,
  instrument: row.instrument,
  issuer: row.issuer,
  custodian: row.custodian,
  issued_on: row.issued_on,
  service_on: row.service_on,
  return_on: row.return_on,
  objection_on: row.objection_on,
  hearing_on: row.hearing_on,
  gag: row.gag,
  gag_until: row.gag_until,
});

export const itemEvent = (row: Omit<ItemRow, 'ledger_salt'>): LedgerEvent => ({
  kind: 'demand-item',
  item: row.id,
  demand: row.demand,
  place: row.place,
  classes: row.classes.join(' '),
  span_from: row.span_from,
  span_until: row.span_until,
  selector: row.selector,
  touches: row.touches.join(' '),
});

export const stepEvent = (row: Omit<StepRow, 'ledger_salt' | 'id' | 'moved_by'>): LedgerEvent => ({
  kind: 'demand-step',
  demand: row.demand,
  place: row.place,
  step: row.step,
  moved_on: row.moved_on,
  what: row.what,
  found: row.found,
  day: row.day,
  hold: row.hold,
  // A leaf from before bundles were told apart names none.
  ...(row.production ? { production: row.production } : {}),
});

type Two<Row> = Omit<Row, 'ledger_salt' | 'turn' | 'id' | 'by_salt'> & { by_salt: Uint8Array };

const two = (salt: Uint8Array, first: string, second: string | null): Pick<LedgerEvent, string> => ({
  'asked-by': actedBy(salt, { staff: first, part: 'asked' }),
  by: actedBy(salt, { staff: second ?? '', part: 'released' }),
});

/** The two who said it are hidden under a salt of their own: a row whose person was changed by hand opens its leaf no more. */
export const searchedEvent = (row: Two<SearchRow>): LedgerEvent => ({
  kind: 'demand-searched',
  item: row.item,
  found: row.found,
  // None of a search that was confirmed before seconds gave an answer of their own: its leaf stays as it was.
  ...(row.second_found !== null && { second_found: row.second_found }),
  hours: row.hours,
  declared_on: row.declared_on,
  confirmed_on: row.confirmed_on,
  ...two(row.by_salt, row.declared_by, row.confirmed_by),
});

export const decidedEvent = (row: Two<DecisionRow>): LedgerEvent => ({
  kind: 'demand-decided',
  item: row.item,
  instrument: row.instrument,
  outcome: row.outcome,
  proposed_on: row.proposed_on,
  decided_on: row.decided_on,
  ...two(row.by_salt, row.proposed_by, row.decided_by),
});

type TwoOfPaper<Row> = Omit<Row, 'ledger_salt' | 'turn' | 'by_salt' | 'sealed'> & { by_salt: Uint8Array };

export const letterEvent = (row: TwoOfPaper<LetterRow>): LedgerEvent => ({
  kind: 'demand-letter',
  paper: row.id,
  demand: row.demand,
  letter: row.letter,
  digest: Buffer.from(row.digest).toString('hex'),
  proposed_on: row.proposed_on,
  decided_on: row.decided_on,
  ...two(row.by_salt, row.proposed_by, row.decided_by),
});

type BackRow = Selectable<DemandPaperTables['demand_bundles_back']>;

/** Names the bundle by its fingerprint as well: it never went out, so no other leaf speaks of it. */
export const takenBackEvent = (
  row: Omit<BackRow, 'ledger_salt' | 'turn' | 'by_salt'> & {
    by_salt: Uint8Array;
    item: string;
    digest: Uint8Array;
  },
): LedgerEvent => ({
  kind: 'demand-taken-back',
  back: row.id,
  production: row.production,
  item: row.item,
  digest: Buffer.from(row.digest).toString('hex'),
  reason: row.reason,
  proposed_on: row.proposed_on,
  decided_on: row.decided_on,
  ...two(row.by_salt, row.proposed_by, row.decided_by),
});

export const privilegedEvent = (
  row: Omit<PrivilegeRow, 'ledger_salt' | 'added_by' | 'sealed'>,
): LedgerEvent => ({
  kind: 'demand-privileged',
  entry: row.id,
  demand: row.demand,
  place: row.place,
  written_on: row.written_on,
  author: row.author,
  recipients: row.recipients.join(' '),
  privilege: row.privilege,
  basis: row.basis,
  extent: row.extent,
  pages: row.pages,
  instead_of: row.instead_of,
  added_on: row.added_on,
});
