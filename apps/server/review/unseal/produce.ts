import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { bundleOpened } from '../../legal/service.ts';
import type { ReviewCode } from '../errors.ts';

/** A record is open for 20 minutes, and is sealed and sent over a slow line within ten. */
const OPEN_MS = 30 * 60_000;

/** What goes into a bundle from here was opened by two: only who opened something by order now has it. Fault `unseal-nothing-opened`. */
export async function mustHaveOpened({ store, clock }: Context, staffId: string): Promise<void> {
  const since = new Date(clock.now().getTime() - OPEN_MS);
  const opening = await store.read
    .selectFrom('evidence_openings')
    .select('id')
    .where('staff_id', '=', staffId)
    .where('purpose', '=', 'order')
    .where('opened_at', '>=', since)
    .limit(1)
    .executeTakeFirst();
  if (!opening) throw new Fault<ReviewCode>('unseal-nothing-opened');
}

type Sent = { line: string; pages: string; records: string; people: string; file: Uint8Array | null };

/** Keeps the bundle that the officer's page sealed, for a law officer to count. Faults as `bundleOpened`, `unseal-nothing-opened`. */
export async function putIntoBundle(
  context: Context,
  staffId: string,
  { line, file, ...counts }: Sent,
): Promise<string> {
  await mustHaveOpened(context, staffId);
  return bundleOpened(context, { line, counts, bundle: file ?? new Uint8Array(), by: staffId });
}
