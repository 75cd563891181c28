import { isFault } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import { alteredGuards } from '../audit/service.ts';
import { deletedRows } from '../backup/service.ts';
import type { Context } from '../context.ts';

/**
 * `rows` of the registers that were there and are not as they were, or are not there; 0 also while nobody can say. `guards`: holds and
 * certificates that are not as they were written, while which nothing ends.
 */
export type Missing = { rows: number; guards: number };

export async function missingRows(context: Context): Promise<Missing> {
  return { rows: await deletedFrom(context), guards: await alteredGuards(context.store) };
}

async function deletedFrom(context: Context): Promise<number> {
  try {
    const deleted = await deletedRows(context);
    return [...(deleted ?? new Map<string, number>()).values()].reduce((sum, count) => sum + count, 0);
  } catch (error) {
    if (!isFault(error)) throw error;
    context.log({ event: 'fault', code: error.code });
    return 0;
  }
}

/** Before anything that is read off the registers: they are not whole, or what keeps records is not as it was. */
export function RowsMissing({ request: { say }, missing }: { request: FastifyRequest; missing: Missing }) {
  const said = [
    ['missing', missing.rows],
    ['hold-altered', missing.guards],
  ] as const;
  return said
    .filter(([, count]) => count > 0)
    .map(([what, count]) => (
      <div key={what} class="notice notice-brick" role="alert">
        <h2>{say(`records.${what}-title`, { count })}</h2>
        <p>{say(`records.${what}-note`)}</p>
      </div>
    ));
}
