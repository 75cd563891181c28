import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { keeperOf } from '../../apps/server/keeper/client.ts';
import { back } from '../../apps/server/portal/after/testing/sent.ts';
import type { Applicant } from '../../apps/server/portal/testing/applicant.ts';
import { ADULT } from '../../apps/server/portal/testing/fill-in.ts';
import type { PortalHall } from '../../apps/server/portal/testing/hall.ts';
import { ready } from '../../apps/server/portal/testing/ready.ts';
import { decide } from '../../apps/server/review/decide.ts';
import { openNext } from '../../apps/server/review/open.ts';
import type { Officer } from '../../apps/server/review/testing/officers.ts';
import { sealKeyOf } from '../../apps/server/store/seal-key.ts';
import type { TestDatabase } from '../../apps/server/testing/database.ts';
import type { Lives } from '../../apps/server/testing/lives.ts';
import { openBlobs } from '../../apps/server/vault/blobs/open.ts';
import { openVault } from '../../apps/server/vault/open.ts';
import type { ServiceTask } from './online-service-child.ts';

const ONLINE = fileURLToPath(new URL('../../programs/model-city-online', import.meta.url));
export const SENT = ['card', 'contact', 'papers', 'review-box'];
export const APPROVED = ['card', 'contact'];

/** `draft`: the kinds of what is sealed before it is sent. */
export type Person = { person: Applicant; code: string; token: string; id: string; draft: string[] };
export type Ask = Pick<ServiceTask, 'origin' | 'originUrl' | 'url' | 'cookies' | 'contentType' | 'payload'>;

/** A city, and a way to send it one request that ends in the middle. */
export class Killing {
  readonly hall: PortalHall;
  readonly lives: Lives<ServiceTask> | null;
  readonly #task: Pick<ServiceTask, 'address' | 'env' | 'programFolder' | 'notices' | 'secrets'>;

  constructor(hall: PortalHall, lives: Lives<ServiceTask> | null, address: TestDatabase['address']) {
    const { config, secrets, notices } = hall.context;
    // Far from midnight, for hours pass below.
    hall.context.setTime(new Date(`${new Date().toISOString().slice(0, 10)}T18:00:00Z`));
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
    const ports = (['public', 'staff'] as const).map((name) => [
      `COMMONKEY_${name.toUpperCase()}_PORT`,
      `${config.origins[name].port}`,
    ]);
    this.hall = hall;
    this.lives = lives;
    this.#task = {
      address,
      env: { COMMONKEY_DATA: config.dataFolder, ...Object.fromEntries(ports) },
      programFolder: ONLINE,
      notices,
      secrets: {
        csrf: hex(secrets.csrf),
        codes: hex(secrets.codes),
        holds: hex(sealKeyOf(hall.context.store.read)),
      },
    };
  }

  /** Codes may be tried so many times a minute. */
  later(): void {
    const { context } = this.hall;
    context.setTime(new Date(context.clock.now().getTime() + 15_000));
  }

  /** @returns the steps of a whole request, or null where it was killed */
  async ask(asked: Ask, dieAt: number): Promise<number | null> {
    this.later();
    assert.ok(this.lives);
    const time = this.hall.context.clock.now().toISOString();
    const done = await this.lives.live({ ...this.#task, ...asked, time, dieAt });
    if (done.killed) return null;
    const [, steps, status] = /^whole (\d+) (\d+)$/m.exec(done.lines.join('\n')) ?? [];
    assert.ok(status === '200' || status === '303', `${asked.url} answered ${status}`);
    return Number(steps);
  }

  /** What a service does before it opens, and its destroyer next; done twice, the second time changes nothing. */
  async recover(at: string): Promise<void> {
    const { store, vault, holds } = this.hall.context;
    await this.#lettingGo();
    const once = async () => {
      await vault.settleRestored();
      await vault.finish();
      await holds.sweep(store);
    };
    await once();
    const before = await this.everything();
    await once();
    assert.deepEqual(await this.everything(), before, `${at}: a second recovery changes nothing`);
  }

  /** Until the database has noticed that whoever was killed is gone: what it held locked is passed over till then. */
  async #lettingGo(): Promise<void> {
    const { read } = this.hall.context.store;
    for (;;) {
      const { busy } = await read
        .selectNoFrom(
          sql<number>`(select count(*) from pg_stat_activity where datname = current_database()
            and pid <> pg_backend_pid() and xact_start is not null)`.as('busy'),
        )
        .executeTakeFirstOrThrow();
      if (busy === 0) return;
      await pause(20);
    }
  }

  async everything() {
    const { read } = this.hall.context.store;
    return {
      applications: await read.selectFrom('applications').selectAll().orderBy('id').execute(),
      records: await read.selectFrom('vault_records').selectAll().orderBy('id').execute(),
      receipts: await read.selectFrom('disposal_receipts').selectAll().orderBy('id').execute(),
    };
  }

  async rowOf(id: string) {
    const { read } = this.hall.context.store;
    return read.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirst();
  }

  async kindsOf(id: string): Promise<string[]> {
    const { vault, store } = this.hall.context;
    const heads = await vault.heads(store.read, id);
    assert.ok(heads.every(({ ending }) => !ending));
    return heads.map(({ kind }) => kind).sort();
  }

  /** How many records of receipts there are, by series and reason. */
  async receipts(): Promise<number> {
    const rows = await this.hall.context.store.read
      .selectFrom('disposal_receipts')
      .select('count')
      .where('series', 'like', 'portal-%')
      .execute();
    return rows.reduce((sum, { count }) => sum + count, 0);
  }

  async somebody(): Promise<Person> {
    const before = new Set((await this.everything()).applications.map(({ id }) => id));
    const made = await ready(this.hall);
    const id = (await this.everything()).applications.find((one) => !before.has(one.id))?.id;
    assert.ok(id);
    return { ...made, id, draft: await this.kindsOf(id) };
  }
}

export const formOf = ({ person }: Pick<Person, 'person'>, url: string, token: string): Ask => ({
  origin: 'public',
  originUrl: person.origin,
  url,
  cookies: { ...person.cookies },
  contentType: 'application/x-www-form-urlencoded',
  payload: `_csrf=${token}`,
});

/** The draft as it was: by the cookie and by the code, with every answer. */
export async function stillDraft(
  city: Killing,
  { person, code, id, draft }: Person,
  at: string,
): Promise<void> {
  assert.deepEqual(await city.kindsOf(id), draft, at);
  for (const browser of [person, await back(city.hall, code)]) {
    const page = await browser.open('/apply/check');
    assert.equal(browser.pathname(), '/apply/check', at);
    for (const answer of [ADULT.name, ADULT.address ?? '', ADULT.contact?.address ?? ''])
      assert.ok(page.body.includes(answer), `${at}: ${answer}`);
  }
}

/** Sent once and whole: found by its code, opened by a reviewer, under one reference, and sent no second time. */
export async function sentOnce(city: Killing, one: Person, at: string): Promise<void> {
  const row = await city.rowOf(one.id);
  assert.equal(row?.state, 'waiting', at);
  assert.deepEqual(await city.kindsOf(one.id), SENT, at);
  const again = await one.person.app.inject(asInject(formOf(one, '/apply/send', one.token)));
  assert.equal(again.headers.location, '/apply/done?lang=en', at);
  assert.deepEqual(await city.kindsOf(one.id), SENT, `${at}: sent again`);
  const reference = (body: string) =>
    /<code dir="ltr">([0-9A-Z ]+)<\/code>/.exec(body)?.[1]?.replaceAll(' ', '');
  assert.equal(reference((await one.person.open('/apply/done')).body), row?.reference, at);
  assert.equal((await back(city.hall, one.code)).pathname(), '/apply/follow', at);
}

export const asInject = ({ url, cookies, originUrl, contentType, payload }: Ask) => ({
  method: 'POST' as const,
  url,
  cookies,
  headers: {
    accept: 'text/html',
    origin: originUrl,
    'sec-fetch-site': 'same-origin',
    'content-type': contentType,
  },
  payload,
});

/** Sent without any harm done. */
export async function sentPerson(city: Killing): Promise<Person> {
  const one = await city.somebody();
  const answer = await one.person.app.inject(asInject(formOf(one, '/apply/send', one.token)));
  assert.equal(answer.headers.location, '/apply/done?lang=en', answer.body);
  return one;
}

/** And decided. */
export async function approvedPerson(city: Killing, { staffId }: Officer): Promise<Person> {
  const one = await sentPerson(city);
  const { token, application } = await openNext(city.hall.context, staffId);
  assert.equal(application, one.id);
  await decide(city.hall.context, staffId, token, { verdict: 'approve', unmet: [] });
  return one;
}

/** Nothing is left that no row speaks of: no key and no byte. */
export async function tidy(city: Killing): Promise<void> {
  const { context, keeper } = city.hall;
  let elapsed = 0;
  const link = keeperOf(context);
  const vault = openVault({
    ...context,
    keeper: link,
    blobs: openBlobs(context.config.blobs),
    program: context.program.program,
    elapsed: () => elapsed,
  });
  await vault.sweep();
  elapsed = 15 * 3_600_000;
  await vault.sweep();
  const { records } = await city.everything();
  const { epochs } = await link.ask('vault-leased', {});
  const living = epochs.flatMap(({ epoch, leased }) => leased.map((slot) => `${epoch}/${slot}`)).sort();
  assert.deepEqual(living, records.map(({ epoch, slot }) => `${epoch}/${slot}`).sort(), 'keys of no row');
  const blobs = await readdir(join(context.config.dataFolder, 'blobs'), { recursive: true });
  const named = records.flatMap(({ blob }) => (blob === null ? [] : [blob])).sort();
  assert.deepEqual(
    blobs.flatMap((path) => (path.includes('/') ? [path.slice(3)] : [])).sort(),
    named,
    'bytes of no row',
  );
  assert.ok(keeper.pid() > 0);
}
