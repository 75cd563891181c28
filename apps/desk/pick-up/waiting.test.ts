import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import { CODE, PERSON, type WaitingCards, waitingCards } from '../testing/waiting-cards.ts';
import { openWaiting } from './waiting.ts';

const SHIFT = '00112233445566778899aabbccddeeff';
const random = (size: number) => new Uint8Array(randomBytes(size));
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;

const desk = (hall: WaitingCards, before: readonly string[] = []) => openWaiting(SHIFT, before, hall.ask);

test('every waiting card is taken along, and opens with its own sheet, also without a network', async () => {
  const hall = waitingCards(45);
  const waiting = desk(hall);
  await waiting.look();
  assert.equal(waiting.count(), 45);
  hall.leave(true);
  const opened = await waiting.open(` ${hall.sheet(33).toLowerCase()} `);
  assert.deepEqual(opened.person, PERSON);
  assert.deepEqual([...opened.face], [1, 2, 3]);
});

test('a desk opens nothing without the holder’s share, and one sheet opens no other card', async () => {
  const hall = waitingCards(2);
  const waiting = desk(hall);
  await waiting.look();
  await assert.rejects(waiting.open(hall.sheet(0, random(32))), coded('desk-pick-up-unreadable'));
  await assert.rejects(waiting.open(hall.sheet(0, hall.made[1]?.share)), coded('desk-pick-up-unreadable'));
  await assert.rejects(waiting.open('HC1:6BF'), coded('desk-pick-up-unreadable'));
});

test('T1: neither a share nor anything of the person goes to city hall', async () => {
  const hall = waitingCards(1);
  const waiting = desk(hall);
  await waiting.look();
  const { record } = await waiting.open(hall.sheet(0));
  await waiting.handedOver(record);
  const wire = hall.sent.join('\n');
  assert.match(wire, /pick-ups\/done/);
  for (const trace of [/Canary/, /1987/, new RegExp(Buffer.from(hall.made[0]?.share ?? []).toString('hex'))])
    assert.doesNotMatch(wire, trace);
});

test('two desks: what one hands over is dropped at the other with its next look', async () => {
  const hall = waitingCards(3);
  const [one, other] = [desk(hall), desk(hall)];
  await Promise.all([one.look(), other.look()]);
  const { record } = await one.open(hall.sheet(1));
  assert.equal(await one.handedOver(record), 'first');
  assert.equal(other.count(), 3);
  await other.look();
  assert.equal(other.count(), 2);
  await assert.rejects(other.open(hall.sheet(1)), coded('desk-pick-up-unknown'));
});

test('a card that was taken back does not open where city hall can be asked, and is dropped; without a network it still does', async () => {
  const hall = waitingCards(2);
  const waiting = desk(hall);
  await waiting.look();
  hall.ended.add(hall.record(0));
  hall.leave(true);
  assert.equal((await waiting.open(hall.sheet(0))).person.name, PERSON.name);
  hall.leave(false);
  await assert.rejects(waiting.open(hall.sheet(0)), coded('desk-pick-up-unknown'));
  assert.equal(waiting.count(), 1);
  hall.leave(true);
  await assert.rejects(waiting.open(hall.sheet(0)), coded('desk-pick-up-unknown'));
  assert.equal((await waiting.open(hall.sheet(1))).person.name, PERSON.name);
});

test('a desk whose shift was closed from elsewhere forgets its cards at the next sheet, not at the next look', async () => {
  const hall = waitingCards(2);
  const waiting = desk(hall);
  await waiting.look();
  hall.close();
  await assert.rejects(waiting.open(hall.sheet(0)), coded('desk-pick-up-unknown'));
  assert.equal(waiting.count(), 0);
});

test('two desks: before anything is signed the other learns that the card is gone; without a network it cannot', async () => {
  const hall = waitingCards(1);
  const [one, other] = [desk(hall), desk(hall)];
  await Promise.all([one.look(), other.look()]);
  await one.open(hall.sheet(0));
  await other.open(hall.sheet(0));
  await other.requireWaits(hall.record(0));
  await one.handedOver(hall.record(0));
  hall.leave(true);
  await other.requireWaits(hall.record(0));
  hall.leave(false);
  await assert.rejects(other.requireWaits(hall.record(0)), coded('desk-pick-up-over'));
  assert.equal(other.count(), 0);
});

test('a second hand-over is said at once where there is a line', async () => {
  const hall = waitingCards(1);
  const waiting = desk(hall);
  await waiting.look();
  const { record } = await waiting.open(hall.sheet(0));
  hall.others.add(record);
  assert.equal(await waiting.handedOver(record), 'second');
});

test('a card that was handed over does not open again, and a lost line loses nothing', async () => {
  const hall = waitingCards(1);
  const waiting = desk(hall);
  await waiting.look();
  const { record } = await waiting.open(hall.sheet(0));
  hall.leave(true);
  assert.equal(await waiting.handedOver(record), 'untold');
  await assert.rejects(waiting.open(hall.sheet(0)), coded('desk-pick-up-done'));
  hall.leave(false);
  await waiting.look();
  assert.equal(waiting.count(), 0);
  assert.deepEqual([...hall.ended], [record], 'told with the next look');
  await assert.rejects(waiting.open(hall.sheet(0)), coded('desk-pick-up-done'));
});

test('after a restart what the chain says was handed over stays so, and is told again', async () => {
  const hall = waitingCards(2);
  const waiting = desk(hall, [hall.record(0)]);
  hall.leave(true);
  await assert.rejects(waiting.look(), coded('desk-city-hall-silent'));
  await assert.rejects(waiting.open(hall.sheet(0)), coded('desk-pick-up-done'));
  await assert.rejects(waiting.open(hall.sheet(1)), coded('desk-pick-up-none-here'));
  hall.leave(false);
  await waiting.look();
  assert.deepEqual([...hall.ended], [hall.record(0)]);
  assert.equal(waiting.count(), 1);
  assert.equal((await waiting.open(hall.sheet(1))).person.name, PERSON.name);
});

test('a card approved since the last look is found by its sheet', async () => {
  const hall = waitingCards(1);
  assert.equal((await desk(hall).open(hall.sheet(0))).person.name, PERSON.name);
});

test('CC-03: the code opens the card without a sheet; every other text is one and the same answer', async () => {
  const hall = waitingCards(1);
  const waiting = desk(hall);
  const opened = await waiting.openByCode(' 01234-56789-abcde ');
  assert.deepEqual(opened.person, PERSON);
  for (const typed of ['01234-56789-ABCDF', '01234', 'Canary Quakenbush', ''])
    await assert.rejects(waiting.openByCode(typed), coded('desk-code-opens-nothing'), typed);
  assert.doesNotMatch(hall.sent.join('\n'), /Canary|56789/);
  hall.leave(true);
  await assert.rejects(waiting.openByCode(CODE), coded('desk-city-hall-silent'));
});

test('closing, and a shift that city hall ended, leave no card in the page', async () => {
  const hall = waitingCards(2);
  const waiting = desk(hall);
  await waiting.look();
  waiting.forget();
  assert.equal(waiting.count(), 0);
  await assert.rejects(waiting.open(hall.sheet(0)), isFault);
  const ended = desk(hall);
  await ended.look();
  assert.equal(ended.count(), 2);
  hall.close();
  await assert.rejects(ended.look(), isFault);
  assert.equal(ended.count(), 0);
});
