import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { RunningKeeper } from '@commonkey/keeper';
import { startTestKeeper } from '@commonkey/keeper/testing/start.ts';
import type { Program } from '@commonkey/program';
import { isFault } from '@commonkey/words';
import type { ServedProgram } from '../../config/program.ts';
import { keeperOf } from '../../keeper/client.ts';
import { testContext } from '../../testing/context.ts';
import type { TestDatabase } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { openShift } from '../open-shift.ts';
import { newDesk } from './shift.ts';

/** An error of this code. */
export const code = (expected: string) => (error: unknown) => isFault(error) && error.code === expected;

const data = mkdtempSync(join(tmpdir(), 'ck-desks-'));
let keeper: RunningKeeper;
let program: ServedProgram;
before(async () => {
  program = await modelCity();
  keeper = await startTestKeeper({
    folder: join(data, 'keeper'),
    issuer: 'http://localhost:8080',
    practice: true,
    limits: { dailyQuota: 1_000_000 },
  });
});
after(async () => {
  keeperOf({ config: { keeperSocket: join(data, 'keeper', 'keeper.sock') } as never }).close();
  await keeper.stop();
  rmSync(data, { recursive: true, force: true });
});

/** City hall over this database, and a way to open a shift with a desk of its own. */
export async function city(
  { store }: TestDatabase,
  change: (program: Program) => Program = (program) => program,
) {
  const context = testContext(store, {
    env: { COMMONKEY_DATA: data },
    time: new Date(),
    program: change(program.program),
  });
  const staffId = crypto.randomUUID();
  await store.write((tx) =>
    tx.insertInto('staff_members').values({ id: staffId, called: 'Clerk' }).execute(),
  );
  const open = async (cards = 8, hours = 8) => {
    const desk = await newDesk();
    return { desk, offer: await openShift(context, staffId, { publicJwk: desk.publicJwk, cards, hours }) };
  };
  return { context, store, staffId, open };
}

/** The practice city's program, once the tests run. */
export const servedProgram = (): ServedProgram => program;
