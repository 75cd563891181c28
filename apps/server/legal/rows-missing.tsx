import type { FastifyRequest } from 'fastify';
import { missingLeaves } from '../audit/service.ts';
import type { Context } from '../context.ts';
import { today } from './review.ts';

const OF_HOLDS: ReadonlySet<string> = new Set([
  'legal_holds',
  'hold_reviews',
  'hold_wordings',
  'hold_vendor_notices',
  'hold_notices',
  'public_notices',
]);

/** How many rows about holds were there and are not; 0 also where nothing is written down yet. */
export async function missingHoldRows(context: Context): Promise<number> {
  const missing = await missingLeaves(context, today(context));
  return [...(missing?.deleted ?? [])].reduce(
    (sum, [table, count]) => sum + (OF_HOLDS.has(table) ? count : 0),
    0,
  );
}

/** In the place of what no row says: a hold counts without its row, and comes back with the next look of the destroyer. */
export function RowlessHolds({
  request: { say },
  rowless,
}: {
  request: FastifyRequest;
  rowless: number | null;
}) {
  if (rowless === 0) return null;
  if (rowless === null)
    return (
      <p class="notice notice-amber" role="note">
        {say('legal.rowless-silent')}
      </p>
    );
  return (
    <div class="notice notice-brick" role="alert">
      <h2>{say('legal.rowless-title', { count: rowless })}</h2>
      <p>{say('legal.rowless-note')}</p>
    </div>
  );
}

/** Before anything that is read off these rows: a word that a hold may not be spoken of can be among what is gone. */
export function HoldRowsMissing({ request: { say }, missing }: { request: FastifyRequest; missing: number }) {
  if (missing === 0) return null;
  return (
    <div class="notice notice-brick" role="alert">
      <h2>{say('legal.missing-title', { count: missing })}</h2>
      <p>{say('legal.missing-note')}</p>
    </div>
  );
}
