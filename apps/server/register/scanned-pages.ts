import { createHash } from 'node:crypto';
import type { Reader, Writer } from '../store/store.ts';
import { publishedDemand } from './publications.ts';

/** Keeps pages that a publication of the same transaction names. One that is there already is the same picture. */
export async function putPages(tx: Writer, demand: string, jpegs: readonly Uint8Array[]): Promise<void> {
  for (const jpeg of jpegs) {
    const digest = createHash('sha256').update(jpeg).digest();
    await tx
      .insertInto('published_pages')
      .values({ digest, demand, jpeg })
      .onConflict((already) => already.column('digest').doNothing())
      .execute();
  }
}

/** A page that is public now, by its digest; null where none is, or not any more. */
export async function pageShown(read: Reader, digest: string): Promise<Uint8Array | null> {
  const row = await read
    .selectFrom('published_pages')
    .select(['demand', 'jpeg'])
    .where('digest', '=', Buffer.from(digest, 'hex'))
    .executeTakeFirst();
  if (!row) return null;
  const said = await publishedDemand(read, row.demand);
  const named = said?.scan?.some((page) => page.digest === digest) ?? false;
  return named ? row.jpeg : null;
}
