import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { PICK_UP_BOX, pickUpText } from '@commonkey/shift';
import { packBundle, sealBox, sealRecord, utf8 } from '@commonkey/vault';
import { Fault, isFault } from '@commonkey/words';
import { openWaiting } from './waiting.ts';

const SHIFT = '00112233445566778899aabbccddeeff';
const random = (size: number) => new Uint8Array(randomBytes(size));
const PERSON = {
  name: 'Canary Quakenbush',
  secondName: '',
  secondLanguage: '',
  birthDate: '1987-04-17',
  careOf: '',
  address: '',
  addressSecond: '',
  emergencyContact: '',
};
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;

/** City hall with cards that wait, boxed to whatever key the desk sends; it never sees a share. */
function cityHall(size: number) {
  const made = Array.from({ length: size }, () => ({
    id: randomUUID(),
    share: random(32),
    slotKey: random(32),
  })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const sent: string[] = [];
  let away = false;
  const ask = async (path: string, body: unknown) => {
    if (away) throw new Fault('desk-city-hall-silent');
    sent.push(JSON.stringify({ path, body }));
    if (path === '/api/pick-ups/done') return { acknowledged: 'x' };
    const { box, after } = body as { box: { x: string; y: string }; after: string | null };
    const point = Buffer.concat([
      Buffer.of(4),
      Buffer.from(box.x, 'base64url'),
      Buffer.from(box.y, 'base64url'),
    ]);
    const rest = made.filter(({ id }) => after === null || id.replaceAll('-', '') > after).slice(0, 2);
    return {
      cards: await Promise.all(
        rest.map(async ({ id, share, slotKey }) => {
          const plain = packBundle([
            { kind: 'person', bytes: utf8(JSON.stringify(PERSON)) },
            { kind: 'face', bytes: new Uint8Array([1, 2, 3]) },
          ]);
          const sealed = await sealRecord(
            { recordId: id, epoch: 'online-card.card.2027-01.0', slotKey, share, plain },
            random,
          );
          const key = await sealBox(point.toString('base64url'), slotKey, PICK_UP_BOX);
          return {
            record: id.replaceAll('-', ''),
            sealed: Buffer.from(sealed).toString('base64url'),
            key: Buffer.from(key).toString('base64url'),
          };
        }),
      ),
    };
  };
  const sheet = (i: number, share = made[i]?.share ?? random(32)) =>
    pickUpText({ record: (made[i]?.id ?? '').replaceAll('-', ''), share });
  const leave = (gone: boolean) => {
    away = gone;
  };
  return { ask, sheet, sent, made, leave };
}

test('every waiting card is fetched, page by page, and opens with its own sheet, also without a network', async () => {
  const hall = cityHall(5);
  const waiting = openWaiting(SHIFT, hall.ask);
  await waiting.fetch();
  assert.equal(waiting.count(), 5);
  hall.leave(true);
  const opened = await waiting.open(` ${hall.sheet(3).toLowerCase()} `);
  assert.deepEqual(opened.person, PERSON);
  assert.deepEqual([...opened.face], [1, 2, 3]);
});

test('a desk opens nothing without the holder’s share, and one sheet opens no other card', async () => {
  const hall = cityHall(2);
  const waiting = openWaiting(SHIFT, hall.ask);
  await waiting.fetch();
  await assert.rejects(waiting.open(hall.sheet(0, random(32))), coded('desk-pick-up-unreadable'));
  await assert.rejects(waiting.open(hall.sheet(0, hall.made[1]?.share)), coded('desk-pick-up-unreadable'));
  await assert.rejects(waiting.open('HC1:6BF'), coded('desk-pick-up-unreadable'));
});

test('T1: neither a share nor anything of the person goes to city hall', async () => {
  const hall = cityHall(1);
  const waiting = openWaiting(SHIFT, hall.ask);
  await waiting.fetch();
  const { record } = await waiting.open(hall.sheet(0));
  await waiting.handedOver(record);
  const wire = hall.sent.join('\n');
  assert.match(wire, /pick-ups\/done/);
  for (const trace of [/Canary/, /1987/, new RegExp(Buffer.from(hall.made[0]?.share ?? []).toString('hex'))])
    assert.doesNotMatch(wire, trace);
});

test('a card that was handed over does not open again, and a lost line loses nothing', async () => {
  const hall = cityHall(1);
  const waiting = openWaiting(SHIFT, hall.ask);
  await waiting.fetch();
  const { record } = await waiting.open(hall.sheet(0));
  hall.leave(true);
  await waiting.handedOver(record);
  hall.leave(false);
  await waiting.fetch();
  assert.equal(waiting.count(), 0);
  await assert.rejects(waiting.open(hall.sheet(0)), coded('desk-pick-up-unknown'));
});

test('a card approved since the last look is found by one more look', async () => {
  const hall = cityHall(1);
  const waiting = openWaiting(SHIFT, hall.ask);
  assert.equal((await waiting.open(hall.sheet(0))).person.name, PERSON.name);
});
