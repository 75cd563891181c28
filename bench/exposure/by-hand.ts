import type { Demand } from '@commonkey/exposure';
import type { Pool } from 'pg';

/** Days of the demand's first item. */
export function spanOf(demand: Demand): { from: string; until: string } {
  const [clause] = demand.items[0]?.subjects.filter((one) => one.field === 'applied') ?? [];
  if (!clause || 'is' in clause || !clause.from || !clause.until) throw new Error('a demand without days');
  return { from: clause.from, until: clause.until };
}

/**
 * The same predicate as somebody would write it who has the database and one question: cards made within the months, and
 * applications that were sent and of which papers or a card's picture are still sealed. With the memory that the engine takes, the
 * same indexes, and as many parallel workers as the server gives.
 */
export async function countByHand(
  pool: Pool,
  { from, until }: { from: string; until: string },
): Promise<{ cards: number; applications: number }> {
  await pool.query("set work_mem = '256MB'; set jit = off");
  const cards = await pool.query<{ n: number }>(
    'select count(*)::int as n from cards where issue_month between $1 and $2',
    [from.slice(0, 7), until.slice(0, 7)],
  );
  const applications = await pool.query<{ n: number }>(
    `select count(*)::int as n from applications a where state <> 'draft' and exists (
       select from vault_records r where r.application = a.id and r.series in ('portal-papers', 'portal-card'))`,
  );
  return { cards: cards.rows[0]?.n ?? 0, applications: applications.rows[0]?.n ?? 0 };
}
