import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Context } from '../../context.ts';
import { confirmHold, placeHold } from '../../holds/holding.ts';
import { EVERYTHING } from '../../holds/scope.ts';
import { decideOutcome, proposeOutcome } from '../../legal/demands/decide.ts';
import { issueLetter, prepareLetter } from '../../legal/demands/papers/letters.ts';
import { listPrivileged } from '../../legal/demands/papers/privileges.ts';
import { agreeToProduce, makeBundle, takeBundle } from '../../legal/demands/papers/productions.ts';
import { askBack, takeBack } from '../../legal/demands/papers/take-back.ts';
import { type DemandWish, registerDemand } from '../../legal/demands/register.ts';
import { scopeFile } from '../../legal/demands/scope-file.ts';
import { answerSearch, declareSearch } from '../../legal/demands/search.ts';
import { addStep } from '../../legal/demands/steps.ts';
import { oneDemand } from '../../legal/demands/view.ts';
import { askToPublish, publish, takeDown } from '../../legal/notice/public-notice.ts';
import { agreeToTell, askToTell, endTelling } from '../../legal/notice/telling.ts';
import { writeWording } from '../../legal/wording.ts';
import { setRole } from '../../staff/members.ts';
import type { Store } from '../../store/store.ts';
import { testContext } from '../../testing/context.ts';
import { keeperIn, onlineCity, vaultHall } from '../../vault/testing/hall.ts';

/** Does something in every way that its kinds are written by. @returns what no opening may name */
export type Deed = (store: Store, t: Parameters<typeof keeperIn>[0]) => Promise<readonly string[]>;

/** Two colleagues of the law department. */
async function officers({ store }: Pick<Context, 'store'>): Promise<[string, string]> {
  const two: [string, string] = [randomUUID(), randomUUID()];
  await store.write(async (tx) => {
    for (const id of two) {
      await tx.insertInto('staff_members').values({ id, called: 'A colleague' }).execute();
      await setRole(tx, id, 'law-officer', true);
      const key = { public_key: new Uint8Array(65), sign_count: 0, synced: false, added_on: '2026-03-02' };
      await tx
        .insertInto('staff_passkeys')
        .values({ ...key, credential_id: id, staff_id: id, active: true })
        .execute();
    }
  });
  return two;
}

export const theNotices: Deed = async (store) => {
  const context = testContext(store, { program: await onlineCity() });
  const [one, other] = await officers(context);
  const { id: hold } = await placeHold(store, EVERYTHING, one, context);
  await store.write((tx) => confirmHold(tx, hold, one, context));
  const sentences = { en: 'A court wants us to keep this.' };
  const said = { by: one, now: context.clock.now(), random: context.random };
  await store.write((tx) => writeWording(tx, hold, { gag: false, sentences }, said));
  const found = { hold, basis: 'no-order-forbids', afterGag: false } as const;
  await askToTell(context, { ...found, by: one });
  await agreeToTell(context, hold, other);
  await endTelling(context, hold, one);
  const days = { from: '2026-03-02', until: '2026-03-09' };
  const id = await askToPublish(context, { ...found, ...days, sentences }, one);
  await publish(context, { hold, id }, other);
  await takeDown(context, { hold, id }, one);
  return [one, other];
};

export const theDemands: Deed = async (store, t) => {
  const hall = await vaultHall(store, await keeperIn(t), { time: '2026-03-02T12:00:00Z' });
  const plain = testContext(store, { program: await onlineCity() });
  const context = { ...plain, vault: hall.vault, clock: hall.parts.clock };
  const [one, other] = await officers(context);
  const id = randomUUID();
  const words = 'all papers of Zephyrine Quillfeather';
  const item = {
    classes: ['papers'],
    from: null,
    until: null,
    selector: 'named',
    touches: [],
    words,
  } as const;
  const none = { issuedOn: null, serviceOn: null, returnOn: null, objectionOn: null, hearingOn: null };
  const paper = {
    receivedOn: '2026-03-02',
    receivedBy: 'hand',
    instrument: 'immigration-administrative-subpoena',
    issuer: 'federal-immigration',
    custodian: 'id-office',
    gag: 'requested',
    gagUntil: null,
  } as const;
  const lines = { officer: 'Zephyrine Quillfeather' };
  const wish = { ...none, ...paper, id, matter: null, items: [item], lines, holds: [] };
  await registerDemand(context, wish, one);
  const row = await store.read.selectFrom('demand_items').select('id').executeTakeFirst();
  assert.ok(row);
  const of = { demand: id, item: row.id };
  await store.write((tx) => addStep(context, tx, id, { step: 'gag', found: 'none' }, one));
  const search = await declareSearch(context, of, { found: 'none', hours: 1 }, one);
  await answerSearch(context, { demand: id, search, found: 'none' }, other);
  const decision = await proposeOutcome(context, of, 'no-records', one);
  await decideOutcome(context, { demand: id, decision }, other);
  await goesOut(context, [one, other], {
    ...wish,
    id: randomUUID(),
    serviceOn: '2026-03-02',
    instrument: 'court-order',
    issuer: 'court',
    items: [item],
  });
  return [one, other, 'Zephyrine', 'Quillfeather'];
};

/** What goes out about a demand, and what is withheld. */
async function goesOut(context: Context, [one, other]: [string, string], wish: DemandWish): Promise<void> {
  const { store } = context;
  const demand = wish.id;
  await registerDemand(context, wish, one);
  const item = await store.read
    .selectFrom('demand_items')
    .select('id')
    .where('demand', '=', demand)
    .executeTakeFirstOrThrow();
  const called = { step: 'checked', what: 'call-back', found: 'yes' } as const;
  await store.write((tx) => addStep(context, tx, demand, called, one));
  const decision = await proposeOutcome(context, { demand, item: item.id }, 'produced-in-part', one);
  await decideOutcome(context, { demand, decision }, other);
  const counted = { pages: 1, records: 1, people: 1 };
  const bundle = { item: item.id, recipient: 'court', medium: 'mail', key: null, ...counted } as const;
  const file = new TextEncoder().encode('the papers of Zephyrine Quillfeather');
  const { id: production } = await makeBundle(context, demand, { wish: bundle, file, by: one });
  await takeBundle(context, demand, { production, by: other });
  await agreeToProduce(context, demand, { production, counted, by: other });
  const { id: slip } = await makeBundle(context, demand, { wish: bundle, file: file.slice(), by: one });
  await askBack(context, demand, { production: slip, reason: 'wrong-file', by: one });
  await takeBack(context, demand, { production: slip, by: other });
  const written = { to: 'Quillfeather', own: 'By order.', responsible: 'Zephyrine', grounds: [] };
  const view = await oneDemand(context, demand);
  const scope = view.items.map((asked) => scopeFile(view, asked) ?? '').join('');
  const letter = { letter: 'response' as const, ...written, scopes: { '1': scope } };
  const made = await prepareLetter(context, demand, { wish: letter, by: one, language: 'en' });
  await issueLetter(context, demand, { letter: made, by: other });
  const entry = {
    written_on: '2026-03-01',
    author: 'law',
    recipients: ['mayor'],
    extent: 'withheld',
  } as const;
  const why = { privilege: 'attorney-client', basis: 'legal-advice', pages: 2, instead_of: null } as const;
  await listPrivileged(
    context,
    demand,
    { ...entry, ...why, recipients: ['mayor'], words: 'Quillfeather' },
    one,
  );
}
