import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Flow, plainDateOf } from '@commonkey/program';
import { revoke } from '../../cards/revoke.ts';
import { publishStatusLists } from '../../cards/service.ts';
import { closeShift } from '../../desks/close-shift.ts';
import { distrustDeskKey } from '../../desks/distrust.ts';
import { city } from '../../desks/testing/city.ts';
import { workShift } from '../../desks/testing/shift.ts';
import { closeDay } from '../../events/manager/close-day.ts';
import { eventToday } from '../../events/manager/testing/event-today.ts';
import { agree } from '../../holds/agree.ts';
import { placedEvent } from '../../holds/events.ts';
import { askRelease, confirmHold, placeHold, releaseHold } from '../../holds/holding.ts';
import { asMirrored, noMirror } from '../../holds/mirror.ts';
import { EVERYTHING, placedScope } from '../../holds/scope.ts';
import { extend } from '../../legal/requests/letters.ts';
import { logRequest } from '../../legal/requests/log-request.ts';
import { reviewHold } from '../../legal/review.ts';
import { logOwn } from '../../legal/tracks/log-matter.ts';
import { verified } from '../../legal/tracks/own.ts';
import { markTold } from '../../legal/vendor-notice.ts';
import { writeWording } from '../../legal/wording.ts';
import { setSwitch } from '../../portal/switch/set-switch.ts';
import { QUESTION_NAMES } from '../../questions/list.ts';
import { signQuestions } from '../../questions/sign.ts';
import { stateDestroyed } from '../../records/life.ts';
import { filed, PAPERS, recordsHall } from '../../records/testing/hall.ts';
import { recordOpening } from '../../review/openings.ts';
import { approve, askApproval } from '../../staff/approvals.ts';
import { changeRole, invite } from '../../staff/members.ts';
import { record } from '../../store/record.ts';
import { STATEMENT_KINDS, state } from '../../store/statements.ts';
import type { Store } from '../../store/store.ts';
import { sureClock } from '../../testing/clock.ts';
import { type TestContext, testContext } from '../../testing/context.ts';
import { sayBegun } from '../../vault/begun.ts';
import { keeperIn, onlineCity, vaultHall } from '../../vault/testing/hall.ts';
import { type Deed, theDemands, theNotices } from './legal-deeds.ts';
import { thePublications, theStatistics } from './publication-deeds.ts';

/** Who would have to be told of a hold: the shipped register names nobody. */
const VENDOR: Flow = {
  id: 'bucket',
  kind: 'vendor',
  recipient: 'Lakeside Storage',
  purpose: 'purpose.series-contact',
  basis: 'Contract 5',
  fields: ['sealed-bytes'],
  reviewBy: '2027-06-30',
  contact: 'legal-department',
  source: 'own',
};

async function officeOf(store: Store): Promise<TestContext> {
  const program = await onlineCity();
  return testContext(store, { program: { ...program, sharing: { flows: [VENDOR] } } });
}

const theCity: Deed = async (store, _t) => {
  const { context, open } = await city({ store, address: { url: '' } as never, server: 'embedded' });
  const digest = 'ab'.repeat(32);
  for (const kind of STATEMENT_KINDS)
    await store.write((tx) => state(tx, { kind, subject: `of-${kind}`, digest }, context));
  const { offer, desk } = await open();
  await closeShift(context, (await workShift(offer, desk, { print: 2 })).signed);
  const { mark } = await eventToday(context);
  await closeDay(context, { mark, version: 1 }, { shifts: [offer.shift], desks: 2 });
  await store.write((tx) => distrustDeskKey(context, tx, desk.kid));
  const cards = await store.read.selectFrom('cards').select('serial').execute();
  const [{ serial } = { serial: '' }] = cards;
  assert.ok(await store.write((tx) => revoke(context, tx, { serial, by: 'card' })));
  for (const _ of ['first', 'second']) await publishStatusLists(context);
  return cards.map((card) => card.serial);
};

const theOffices: Deed = async (store) => {
  const context = await officeOf(store);
  const named = (called: string) => store.write((tx) => invite(context, tx, { called, roles: ['clerk'] }));
  const [{ id: one }, { id: other }] = [await named('Ada'), await named('Ben')];
  await store.write(async (tx) => {
    await changeRole(context, tx, { staffId: one, role: 'reviewer', active: true });
    const wish = {
      action: 'grant-administrator',
      facts: { staff: one },
      subject: one,
      askedBy: one,
    } as const;
    await approve(context, tx, await askApproval(context, tx, wish), other, 'grant-administrator');
    for (const purpose of [
      'review',
      'appeal',
      'order',
      'half-begun',
      'half-finished',
      'half-handed',
    ] as const)
      await recordOpening(context, tx, one, purpose);
    for (const suspended of [true, false]) await setSwitch(context, tx, { suspended, by: other });
  });
  await signQuestions(context, QUESTION_NAMES.slice(0, 2), { staffId: one, roles: ['records-officer'] });
  return [one, other, 'Ada', 'Ben'];
};

const theHolds: Deed = async (store) => {
  const context = await officeOf(store);
  const [one, other] = [randomUUID(), randomUUID()];
  const { id } = await placeHold(store, EVERYTHING, one, { ...context, reason: 'lawsuit' });
  await store.write((tx) => confirmHold(tx, id, one, context));
  await reviewHold(context, id, one);
  await markTold(context, id, VENDOR.id, one);
  const wording = { gag: true, sentences: { en: 'A court wants us to keep this.' } };
  const { random } = context;
  await store.write((tx) => writeWording(tx, id, wording, { by: one, now: context.clock.now(), random }));
  const row = await store.read.selectFrom('legal_holds').selectAll().executeTakeFirstOrThrow();
  await store.write((tx) => askRelease(tx, id, one));
  await store.write((tx) => releaseHold(tx, id, other, context));
  // Another one, that the key process knows and this database does not; then it is lifted there, and not here.
  const lost = randomUUID();
  const on = plainDateOf(row.placed_at);
  const by = row.placed_by_salt && { staff: row.placed_by, salt: row.placed_by_salt };
  const { salt } = await store.write((tx) =>
    record(tx, placedEvent(lost, placedScope(row), row.reason, { by, on }), random),
  );
  const forgotten = asMirrored({ ...row, id: lost, ledger_salt: salt, released_at: null }, null);
  const mirror = { ...noMirror, list: async () => [forgotten] };
  await agree(store, mirror, context);
  const released = { at: context.clock.now().toISOString(), by: other, askedBy: one };
  await agree(store, { ...mirror, list: async () => [{ ...forgotten, released }] }, context);
  return [one, other];
};

const theRecords: Deed = async (store, t) => {
  const hall = await recordsHall(store, await keeperIn(t));
  const application = await hall.application();
  await hall.seal('papers', application, '2026-03-01');
  const { id, receive } = await filed(hall, '2026-03-02', '2026-04-01');
  await receive();
  hall.at('2026-04-02T18:00:00Z');
  await hall.vault.sweep();
  await stateDestroyed(hall.parts, store, id, hall.clerk);
  const { random, program } = hall.parts;
  const clock = sureClock(() => new Date('2026-04-02T18:00:00Z'));
  const back = { random, clock, program: program.program };
  await store.write((tx) =>
    sayBegun(back, tx, [{ series: PAPERS, disposal_certificate: null }], {
      authority: 'due',
      takenBack: true,
    }),
  );
  return [application, hall.clerk, hall.second];
};

const theRequests: Deed = async (store, t) => {
  const keeper = await keeperIn(t);
  const hall = await vaultHall(store, keeper, { time: '2026-03-02T12:00:00Z' });
  const program = await onlineCity();
  const context = { ...testContext(store, { program }), vault: hall.vault, clock: hall.parts.clock };
  const [id, officer] = [randomUUID(), randomUUID()];
  const asked = { receivedOn: '2026-03-02', requester: 'ordinary', classes: ['papers'] } as const;
  await logRequest(context, { id, ...asked, contact: 'Ada', words: 'what Ben sent' }, officer);
  await extend(context, id, 'many', officer);
  return [officer, 'Ada', 'Ben'];
};

const theTracks: Deed = async (store, t) => {
  const keeper = await keeperIn(t);
  const hall = await vaultHall(store, keeper, { time: '2026-03-02T12:00:00Z' });
  const program = await onlineCity();
  const context = { ...testContext(store, { program }), vault: hall.vault, clock: hall.parts.clock };
  const [id, officer] = [randomUUID(), randomUUID()];
  const asked = { id, receivedOn: '2026-03-02', came: 'mail', contact: 'Ada', words: 'of Ben' } as const;
  await logOwn(context, asked, { id: officer, as: 'public-records-officer' });
  await verified(context, id, 'no', { id: officer, as: 'public-records-officer' });
  return [officer, 'Ada', 'Ben'];
};

/** Every kind that is written, by what writes it. A new kind has no line here: it needs one, and a salt that somebody keeps. */
export const WRITTEN_BY: Readonly<Record<string, Deed>> = {
  'app-served': theCity,
  'program-in-force': theCity,
  'draw-promised': theCity,
  'places-drawn': theCity,
  'issuing-key-made': theCity,
  'issuing-key-retired': theCity,
  'root-key-pinned': theCity,
  'status-list-published': theCity,
  'desk-certified': theCity,
  'desk-distrusted': theCity,
  'shift-closed': theCity,
  'event-closed': theCity,
  'card-revoked': theCity,
  'role-changed': theOffices,
  approved: theOffices,
  'evidence-opened': theOffices,
  'half-given': theOffices,
  'intake-suspended': theOffices,
  'intake-resumed': theOffices,
  'question-reviewed': theOffices,
  'hold-placed': theHolds,
  'hold-confirmed': theHolds,
  'hold-put-back': theHolds,
  'hold-released': theHolds,
  'hold-reviewed': theHolds,
  'hold-vendor-told': theHolds,
  'hold-worded': theHolds,
  'notice-agreed': theNotices,
  'notice-published': theNotices,
  'notice-ended': theNotices,
  'notice-taken-down': theNotices,
  published: thePublications,
  'history-imported': theStatistics,
  'demand-registered': theDemands,
  'demand-item': theDemands,
  'demand-step': theDemands,
  'demand-searched': theDemands,
  'demand-decided': theDemands,
  'demand-letter': theDemands,
  'demand-produced': theDemands,
  'demand-taken-back': theDemands,
  'demand-privileged': theDemands,
  disposal: theRecords,
  'disposal-begun': theRecords,
  'disposal-taken-back': theRecords,
  'disposal-certified': theRecords,
  'certificate-step': theRecords,
  'request-logged': theRequests,
  'request-step': theRequests,
  'track-logged': theTracks,
  'track-step': theTracks,
};
