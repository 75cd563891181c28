// The records office's side of pick-up, of the real packages: what a desk is told, sent and asked.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { codeFromWire, PICK_UP_BOX, PICK_UP_SHARE_BOX, pickUpText } from '@commonkey/shift';
import { packBundle, sealBox, sealRecord, utf8 } from '@commonkey/vault';
import { Fault } from '@commonkey/words';

export const CODE = '0123456789ABCDE';
const random = (size: number) => new Uint8Array(randomBytes(size));
export const PERSON = {
  name: 'Canary Quakenbush',
  secondName: '',
  secondLanguage: '',
  birthDate: '1987-04-17',
  careOf: '',
  address: '',
  addressSecond: '',
  emergencyContact: '',
};

type Body = { box: { x: string; y: string }; records: string[]; record: string | null; code: string };

export type WaitingCards = ReturnType<typeof waitingCards>;

/**
 * City hall with cards that wait, boxed to whatever key the desk sends; it never sees a sheet.
 *
 * @param face picture of each, as JPEG where a browser shall draw it
 */
export function waitingCards(size: number, face = new Uint8Array([1, 2, 3])) {
  const made = Array.from({ length: size }, () => ({
    id: randomUUID(),
    share: random(32),
    slotKey: random(32),
  })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const sent: string[] = [];
  const ended = new Set<string>();
  /** Records that another desk was first with. */
  const others = new Set<string>();
  let away = false;
  let closed = false;
  const recordOf = (id: string) => id.replaceAll('-', '');
  const waits = () => made.map(({ id }) => recordOf(id)).filter((record) => !ended.has(record));
  const pointOf = ({ x, y }: Body['box']) =>
    Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString(
      'base64url',
    );
  const cardFor = async (record: string, point: string) => {
    const one = made.find(({ id }) => recordOf(id) === record);
    assert.ok(one);
    const plain = packBundle([
      { kind: 'person', bytes: utf8(JSON.stringify(PERSON)) },
      { kind: 'face', bytes: face },
    ]);
    const { id, slotKey, share } = one;
    const sealed = await sealRecord(
      { recordId: id, epoch: 'online-card.card.2027-01.0', slotKey, share, plain },
      random,
    );
    const key = await sealBox(point, slotKey, PICK_UP_BOX);
    return {
      record,
      sealed: Buffer.from(sealed).toString('base64url'),
      key: Buffer.from(key).toString('base64url'),
    };
  };
  const ask = async (path: string, body: unknown): Promise<unknown> => {
    if (away) throw new Fault('desk-city-hall-silent');
    sent.push(JSON.stringify({ path, body }));
    const { box, records, record, code } = body as Body;
    if (path === '/api/pick-ups/done') {
      for (const one of records) ended.add(one);
      return { second: records.filter((one) => others.has(one)) };
    }
    if (closed) throw new Fault('desk-city-hall-refused', { reason: 'shift-unknown', status: 404 });
    if (path === '/api/pick-ups/waiting')
      return { records: waits().filter((one) => record === null || one === record) };
    const point = pointOf(box);
    if (path === '/api/pick-ups/code') {
      const [one] = made;
      if (codeFromWire(code) !== CODE || !one)
        throw new Fault('desk-city-hall-refused', { reason: 'code-opens-no-card', status: 422 });
      const share = await sealBox(point, one.share, PICK_UP_SHARE_BOX);
      return {
        card: await cardFor(recordOf(one.id), point),
        share: Buffer.from(share).toString('base64url'),
      };
    }
    assert.ok(records.length <= 20, 'more than a portion');
    const living = records.filter((one) => waits().includes(one));
    return { cards: await Promise.all(living.map((one) => cardFor(one, point))) };
  };
  const record = (i: number) => recordOf(made[i]?.id ?? '');
  const sheet = (i: number, share = made[i]?.share ?? random(32)) => pickUpText({ record: record(i), share });
  return {
    ask,
    sheet,
    record,
    sent,
    made,
    ended,
    others,
    leave: (gone: boolean) => {
      away = gone;
    },
    close: () => {
      closed = true;
    },
  };
}
