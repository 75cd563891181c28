import type { LedgerEvent, Opening } from '@commonkey/ledger';
import type { Selectable } from 'kysely';
import type { Clock, Random } from '../clock.ts';
import { record } from './record.ts';
import type { Reader, Writer } from './store.ts';
import type { LedgerTables } from './tables/ledger.ts';

/** Something that happened of which no row can keep the salt, in words of closed lists and nobody's. */
export type Happened =
  | { kind: 'role-changed'; role: string; given: boolean }
  | { kind: 'approved'; action: string; alone: boolean }
  | { kind: 'card-revoked'; by: 'slip' | 'card' };

/**
 * Commits to it and keeps the salt apart from whatever it happened to: a row of its own with the month and nothing that leads back to a
 * card or a person. An auditor who is handed it learns that this happened, not whom it concerned.
 */
export async function recordApart(
  tx: Writer,
  happened: Happened,
  { clock, random }: { clock: Clock; random: Random },
): Promise<void> {
  const row = { ...columnsOf(happened), month: clock.now().toISOString().slice(0, 7) };
  const { salt } = await record(tx, eventOf(row), random);
  await tx
    .insertInto('ledger_openings')
    .values({ salt, ...row })
    .execute();
}

type Row = Omit<Selectable<LedgerTables['ledger_openings']>, 'salt'>;

function columnsOf(happened: Happened): Omit<Row, 'month'> {
  const { kind } = happened;
  if (kind === 'role-changed') return { kind, what: happened.role, yes: happened.given };
  if (kind === 'approved') return { kind, what: happened.action, yes: happened.alone };
  return { kind, what: happened.by, yes: null };
}

function eventOf({ kind, what, yes, month }: Row): LedgerEvent {
  if (kind === 'role-changed') return { kind, role: what, given: yes, month };
  if (kind === 'approved') return { kind, action: what, alone: yes, month };
  return { kind, by: what, month };
}

/** All that was kept apart, in no order that tells which came first. */
export async function openingsApart(read: Reader): Promise<Opening[]> {
  const rows = await read.selectFrom('ledger_openings').selectAll().orderBy('salt').execute();
  return rows.map(({ salt, ...row }) => ({ salt: new Uint8Array(salt), event: eventOf(row) }));
}
