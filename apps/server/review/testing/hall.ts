import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext as NodeTest } from 'node:test';
import { startTestKeeper } from '@commonkey/keeper/testing/start.ts';
import type { Program } from '@commonkey/program';
import { type TestContext, testContext } from '../../testing/context.ts';
import type { TestDatabase } from '../../testing/database.ts';
import { shippedCity } from '../../testing/model-city.ts';

/** How many of a hundred approvals get a second look. */
export const withSecondLooks = (percent: number) => (program: Program) => {
  const { portal } = program.channels;
  if (!portal?.secondLook) throw new Error('no second look');
  const changed = { ...portal, secondLook: { ...portal.secondLook, percent } };
  return { ...program, channels: { ...program.channels, portal: changed } };
};

/** A city that takes applications online, over a real database and a real key process. */
export async function reviewHall(
  { store }: TestDatabase,
  t: NodeTest,
  {
    change = withSecondLooks(0),
    env: more = {},
  }: { change?: (program: Program) => Program; env?: Record<string, string> } = {},
): Promise<TestContext & { stopKeeper(): Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), 'ck-review-'));
  const keeper = await startTestKeeper({
    folder: join(data, 'keeper'),
    issuer: 'http://localhost:8080',
    practice: true,
  });
  t.after(async () => {
    await keeper.stop();
    await rm(data, { recursive: true, force: true });
  });
  const { program, files } = await shippedCity('model-city-online');
  const env = { COMMONKEY_DATA: data, ...more };
  const context = testContext(store, { env, program: change(program), files, time: new Date() });
  return { ...context, stopKeeper: () => keeper.stop() };
}
