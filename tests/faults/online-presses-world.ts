import { ok } from 'node:assert/strict';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../apps/server/context.ts';
import { keeperOf } from '../../apps/server/keeper/client.ts';
import { openOwn } from '../../apps/server/portal/after/reseal.ts';
import { addPictures, beginDraft, changeAnswers, rulesNow } from '../../apps/server/portal/draft.ts';
import { unpackCard, unpackPapers } from '../../apps/server/portal/file-layout.ts';
import { beginSession, type PortalSession, portalSession } from '../../apps/server/portal/session.ts';
import { NEW_VISIT } from '../../apps/server/portal/shares.ts';
import { needsNow } from '../../apps/server/portal/steps.ts';
import { sendApplication } from '../../apps/server/review/testing/application.ts';
import type { Store } from '../../apps/server/store/store.ts';
import type { TestContext } from '../../apps/server/testing/context.ts';
import { openBlobs } from '../../apps/server/vault/blobs/open.ts';
import { openVault } from '../../apps/server/vault/open.ts';
import type { SealedRecord, Vault } from '../../apps/server/vault/vault.ts';
import type { Gate } from './explore.ts';

/** One browser's cookie, and the session of each request that it makes. */
export type Browser = { application: string; request(): Promise<PortalSession> };
type Http = { request: FastifyRequest; reply: FastifyReply };

/** A browser as far as a session needs one: it keeps the cookie that it is given. */
async function browserOf(context: Context, begin: (http: Http) => Promise<void>): Promise<Browser> {
  const cookies: Record<string, string> = {};
  const request = { cookies } as unknown as FastifyRequest;
  const setCookie = (name: string, value: string) => {
    cookies[name] = value;
  };
  await begin({ request, reply: { setCookie } as unknown as FastifyReply });
  const session = async () => {
    const now = await portalSession(context, request);
    ok(now);
    return now;
  };
  return { application: (await session()).application.id, request: session };
}

/** Everything is filled in; one press and it is sent. */
export async function readyToSend(context: Context): Promise<Browser> {
  const browser = await browserOf(context, (http) =>
    beginDraft(context, http, { shared: false, helper: false }),
  );
  const session = await browser.request();
  const answers = await changeAnswers(context, session, () => ({
    path: 'self',
    name: 'Zephyrine Quakenbush',
    secondLanguage: '',
    birthDate: '1987-04-17',
    emergencyContact: '',
    home: 'address',
    address: ['17 Thistlewood Lane'],
    careOf: '',
  }));
  for (const { id } of needsNow(rulesNow(context), answers))
    await addPictures(context, session, [context.random(9_000)], { need: id });
  await addPictures(context, session, [context.random(9_000)], { face: true });
  return browser;
}

type Standing = {
  state: 'waiting' | 'asked' | 'denied';
  face_asked?: boolean;
  unmet?: readonly string[];
  appeal_until?: string;
};

/** Sent and waiting, or as a reviewer left it; a browser that came with the code, and has its new one already. */
export async function sentAlready(context: Context, { unmet = [], ...standing }: Standing): Promise<Browser> {
  const papers = [context.random(9_000)];
  const { id, share } = await sendApplication(context, { papers, face: context.random(9_000) });
  await context.store.write((tx) =>
    tx
      .updateTable('applications')
      .set({ ...standing, unmet: [...unmet], ...(standing.state !== 'waiting' && { waiting_since: null }) })
      .where('id', '=', id)
      .execute(),
  );
  const shares = { ...NEW_VISIT, draft: null, file: share, turned: true };
  return browserOf(context, (http) =>
    context.store.write((tx) =>
      beginSession(context, tx, http, id, shares, { shared: false, helper: false }),
    ),
  );
}

/** The service as one request has it: stops wherever it waits for something and holds no lock, and says what it sealed. */
export function stopping(context: TestContext, gate: Gate, sealed: SealedRecord[]): Context {
  let locked = false;
  const stop: Gate = async (name) => {
    if (!locked) await gate(name);
  };
  const store: Store = {
    ...context.store,
    async write(work) {
      await stop('begin');
      locked = true;
      try {
        return await context.store.write(work);
      } finally {
        locked = false;
      }
    },
  };
  const [keeper, blobs] = [keeperOf(context), openBlobs(context.config.blobs)];
  const vault = openVault({
    store,
    holds: context.holds,
    program: context.program.program,
    clock: context.clock,
    random: context.random,
    log: context.log,
    keeper: {
      async ask(question, input) {
        // Leases are filled ahead of need, beside whatever is asked.
        if (question !== 'vault-lease') await stop(`ask ${question}`);
        const answer = await keeper.ask(question, input);
        if (question !== 'vault-lease') await stop(`told ${question}`);
        return answer;
      },
    },
    blobs: {
      ...blobs,
      async get(name) {
        await stop('blob');
        return blobs.get(name);
      },
    },
  });
  const heads: Vault['heads'] = async (read, application) => {
    const found = await vault.heads(read, application);
    await stop('heads');
    return found;
  };
  const seal: Vault['seal'] = async (record) => {
    const one = await vault.seal(record);
    sealed.push(one);
    await stop('sealed');
    return one;
  };
  return { ...context, store, vault: { ...vault, heads, seal } };
}

/** What lives of an application, opened by its own browser. */
export async function living(context: Context, browser: Browser) {
  const session = await browser.request();
  const heads = await context.vault.heads(context.store.read, browser.application);
  const kinds = heads.filter(({ ending }) => !ending).map(({ kind }) => kind);
  const open = async (kind: 'card' | 'papers') =>
    kinds.includes(kind) ? openOwn(context, session, kind) : null;
  const [card, papers] = [await open('card'), await open('papers')];
  return {
    state: session.application.state,
    kinds: kinds.sort(),
    card: card && unpackCard(card),
    papers: papers && unpackPapers(papers),
  };
}

/** Sealed by somebody, of no row, and still to be opened: its key, or its bytes. Empty where all is well. */
export async function strays(context: Context, sealed: readonly SealedRecord[]): Promise<string[]> {
  const rows = await context.store.read.selectFrom('vault_records').select('id').execute();
  const kept = new Set(rows.map(({ id }) => id));
  const others = sealed.filter(({ id }) => !kept.has(id));
  if (others.length === 0) return [];
  const items = others.map(({ epoch, slot }) => ({ epoch, slot }));
  const { alive } = await keeperOf(context).ask('vault-alive', { items });
  const blobs = new Set<string>();
  for await (const { name } of openBlobs(context.config.blobs).list()) blobs.add(name);
  return others.flatMap(({ kind, blob }, at) => [
    ...(alive[at] ? [`key of ${kind}`] : []),
    ...(blob !== null && blobs.has(blob) ? [`bytes of ${kind}`] : []),
  ]);
}
