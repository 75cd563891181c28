import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from '@commonkey/program';
import type { NoticeSettings } from '../../config/notices.ts';
import type { RoomClock } from '../../holds/steady-clock.ts';
import { settlePorts } from '../../listen.ts';
import { newOfficer, type Officer } from '../../review/testing/officers.ts';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { type TestContext, testContext } from '../../testing/context.ts';
import type { TestDatabase } from '../../testing/database.ts';
import { shippedCity } from '../../testing/model-city.ts';
import { keeperIn, type TestKeeper } from '../../vault/testing/hall.ts';
import { Applicant } from './applicant.ts';

/** Senders that are asked for and never called: nothing is sent before its hour. */
export const CARRIED: NoticeSettings = {
  mail: {
    host: '127.0.0.1',
    port: 9,
    security: 'open',
    from: 'news@town.example',
    password: null,
    ca: null,
  },
  text: {
    url: 'http://127.0.0.1:9/',
    format: 'json',
    fields: { to: '{to}', text: '{text}' },
    authorization: null,
    country: '1',
  },
};

/** Shorter than the key process itself is waited for, so that what is silent is silent. */
const BUSY_MS = 9000;

export type PortalHall = {
  context: TestContext;
  keeper: TestKeeper;
  officers: readonly Officer[];
  /** Address of the public origin, where it listens. */
  origin: string;
  /** A browser of the public origin, with nothing in it. */
  visitor(): Applicant;
};

/** A city that takes applications online: a real database, a real key process, two people who can decide. */
export async function portalHall(
  { store }: Pick<TestDatabase, 'store'>,
  t: Parameters<typeof keeperIn>[0],
  {
    change = (program: Program) => program,
    officers: count = 2,
    listening = false,
    notices = CARRIED,
    seen,
    clock,
    patient = listening,
  }: {
    change?: (program: Program) => Program;
    officers?: number;
    listening?: boolean;
    notices?: NoticeSettings;
    /** Is told every route as it is made. */
    seen?: Parameters<typeof cityHall>[1];
    clock?: RoomClock;
    /**
     * Waits for its key process as long as a busy machine may need, for what is not about waiting: a journey through a browser.
     * Without it, as long as residents are promised.
     */
    patient?: boolean;
  } = {},
): Promise<PortalHall> {
  const keeper = await keeperIn(t);
  const { program, files } = await shippedCity('model-city-online');
  const data = await mkdtemp(join(tmpdir(), 'ck-portal-'));
  t.after(() => rm(data, { recursive: true, force: true }));
  await symlink(keeper.folder, join(data, 'keeper'));
  const env = { COMMONKEY_DATA: data, COMMONKEY_PUBLIC_PORT: '0' };
  const asked = testContext(store, {
    env,
    program: change(program),
    files,
    time: new Date(),
    notices,
    ...(clock && { clock }),
  });
  const config = await settlePorts(asked.config);
  const context = { ...asked, config, ...(patient && { keysPatienceMs: BUSY_MS }) };
  const officers = [];
  for (let made = 0; made < count; made += 1) officers.push(await newOfficer(context));
  const origins = await cityHall(context, seen);
  t.after(async () => {
    for (const origin of Object.values(origins)) await origin.close();
  });
  const { origin, port } = context.config.origins.public;
  if (listening) await origins.public.listen({ port, host: 'localhost' });
  return { context, origin, keeper, officers, visitor: () => new Applicant(origins.public, origin) };
}
