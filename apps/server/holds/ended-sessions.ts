import { sql } from 'kysely';
import type { Random } from '../clock.ts';
import { type Writer, wholeTransaction } from '../store/store.ts';
import { dayOfEnding } from './day.ts';
import { destroy, type Ending } from './destroy.ts';
import type { RoomClock } from './steady-clock.ts';

/** Sessions of applications that are due, and of which nothing sealed is left: they would carry the row past its date. */
export async function endSessionsOfEnded(
  tx: Writer,
  schedule: Ending,
  parts: { clock: RoomClock; random: Random; timeZone: string },
): Promise<void> {
  const { rows } = await sql<{ token_hash: Uint8Array }>`
    select token_hash from portal_sessions join applications a on a.id = application
    where a.ends_on <= ${dayOfEnding(parts.timeZone, parts.clock.earliest())}::date
      and not exists (select 1 from vault_records where application = a.id)`.execute(wholeTransaction(tx));
  if (rows.length === 0) return;
  const where = { token_hash: rows.map((row) => row.token_hash) };
  await destroy(tx, { table: 'portal_sessions', where, because: 'session-ended' }, schedule, parts);
}
