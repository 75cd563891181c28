import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keeperOf } from '../../keeper/client.ts';
import type { PortalHall } from '../../portal/testing/hall.ts';
import type { TestContext } from '../../testing/context.ts';
import { openBlobs } from '../../vault/blobs/open.ts';
import { openVault } from '../../vault/open.ts';
import { declaration } from '../keys-lost.ts';

/**
 * What a restore leaves that was told so: no key, and whose keys those were.
 * @returns the city as it starts anew, which has no slot of the lost tables left to seal into
 */
export async function loseKeys({
  context,
  keeper,
}: Pick<PortalHall, 'context' | 'keeper'>): Promise<TestContext> {
  const rows = await context.store.read.selectFrom('vault_records').select('epoch').distinct().execute();
  await keeper.stop();
  for (const name of ['vault', 'vault.cell']) await rm(join(keeper.folder, name), { recursive: true });
  const epochs = new Set(rows.map(({ epoch }) => epoch));
  await writeFile(join(keeper.folder, 'keys-lost.json'), declaration(epochs));
  await keeper.start();
  const { config, program, clock } = context;
  const parts = { keeper: keeperOf({ config }), blobs: openBlobs(config.blobs), clock };
  return { ...context, vault: openVault({ ...context, ...parts, program: program.program }) };
}
