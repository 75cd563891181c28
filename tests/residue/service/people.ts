import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type BoxKeys, newBoxKeys, toBase64url } from '@commonkey/vault';
import sharp from 'sharp';
import { Applicant } from '../../../apps/server/portal/testing/applicant.ts';
import { type Marker, pictureMarkers, textMarker } from '../../../apps/server/residue/markers.ts';
import { openFile } from '../../../apps/server/review/browser/open-file.ts';
import type { Decision } from '../../../apps/server/review/decide.ts';
import type { Opened } from '../../../apps/server/review/open.ts';
import { SoftAuthenticator } from '../../../apps/server/staff/testing/authenticator.ts';
import { Visitor } from '../../../apps/server/staff/testing/visitor.ts';
import type { Running } from './running.ts';
import { through } from './through.ts';

/** Somebody whose every answer can be told from anything else that a service may hold. */
export type Planted = {
  name: string;
  born: readonly [day: string, month: string, year: string];
  address: string;
  reach: string;
};

/** Names, dates and addresses that stand nowhere else, to be looked for afterwards. */
export const PEOPLE = [
  {
    name: 'Zéphyrine Quakenbush',
    born: ['23', '8', '1931'],
    address: '17 Thistlewood Lane',
    reach: 'zephyrine@quakenbush.example',
  },
  {
    name: 'Ottoline Wimbleford',
    born: ['14', '11', '1937'],
    address: '903 Juniperhollow Row',
    reach: 'ottoline@wimbleford.example',
  },
  {
    name: 'Balthasar Crumpington',
    born: ['30', '5', '1929'],
    address: '4 Marzipan Crescent',
    reach: 'balthasar@crumpington.example',
  },
  {
    name: 'Leocadia Stramonium',
    born: ['19', '1', '1934'],
    address: '66 Quillwort Terrace',
    reach: 'leocadia@stramonium.example',
  },
] as const;

/** What was planted, in each form in which it was sent, stored or shown. */
export const markersOf = ({ name, born: [day, month, year], address, reach }: Planted): Marker[] => [
  textMarker('name', name),
  textMarker('birth date', `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`),
  textMarker('birth date in a form', `day=${day}&month=${month}&year=${year}`),
  textMarker('address', address),
  textMarker('reach', reach),
];

/** Noise that no other file holds, so that any part of it is a marker. */
export async function pattern(seed: number, width = 720, height = 960): Promise<Buffer> {
  const noise = Buffer.alloc(width * height * 3);
  let value = seed;
  for (let i = 0; i < noise.length; i += 1) {
    value = (value * 1_103_515_245 + 12_345) % 2_147_483_648;
    noise[i] = 96 + ((value >> 16) % 96);
  }
  return sharp(noise, { raw: { width, height, channels: 3 } })
    .blur(1.5)
    .jpeg({ quality: 80 })
    .toBuffer();
}

export type Applied = { person: Resident; code: string; markers: Marker[] };

/** An applicant whose browser stays open while the service starts anew. */
export class Resident extends Applicant {
  constructor({ origins }: Running) {
    super(through(origins.public), origins.public);
  }

  movedTo(service: Running): Resident {
    const moved = new Resident(service);
    Object.assign(moved.cookies, this.cookies);
    moved.at = this.at;
    return moved;
  }
}

/**
 * Applies over the wire, from the first page to the last before sending. The markers hold each picture as it was sent and
 * as the service drew it anew.
 */
export async function applied(
  service: Running,
  who: Planted,
  pictures: readonly [Buffer, Buffer, Buffer],
): Promise<Applied> {
  const person = new Resident(service);
  const code = await person.begin();
  const [day, month, year] = who.born;
  await person.answer({ who: 'self' });
  await person.answer({ name: who.name });
  await person.answer({ day, month, year });
  await person.answer({ home: 'address' });
  await person.answer({ address: who.address, address2: '' });
  const drawn: Buffer[] = [];
  const look = async (body: string) => {
    for (const [path] of body.matchAll(/\/apply\/picture\/[0-9a-f-]{36}/g)) {
      const answer = await person.app.inject({ method: 'GET', url: path, cookies: { ...person.cookies } });
      assert.equal(answer.statusCode, 200);
      drawn.push(answer.rawPayload);
    }
  };
  await look((await person.upload(pictures[0])).body);
  await person.answer({ 'also-birth-date': 'yes' }, `${person.pathname()}/shows`);
  await look((await person.upload(pictures[1])).body);
  await person.answer({}, `${person.pathname()}/shows`);
  await look((await person.upload(pictures[2])).body);
  await person.answer({}, '/apply/face/keep');
  assert.equal(person.pathname(), '/apply/ask/contact');
  await person.answer({ contact: 'mail' });
  await person.answer({ reach: who.reach });
  const check = await person.answer({ safe: 'yes' });
  assert.equal(person.pathname(), '/apply/check', check.body);
  assert.ok(drawn.length >= 3, 'every picture was looked at');
  const markers = [
    ...markersOf(who),
    ...pictures.flatMap((bytes, i) => pictureMarkers(`picture ${i} as sent`, bytes)),
    ...drawn.flatMap((bytes, i) => pictureMarkers(`picture ${i} as drawn`, bytes)),
  ];
  return { person, code, markers };
}

export async function sends({ person }: Applied): Promise<void> {
  await person.open('/apply/check');
  await person.answer({}, '/apply/send');
  assert.equal(person.pathname(), '/apply/done');
}

export async function withdraws({ person }: Applied): Promise<void> {
  await person.open('/apply/withdraw');
  const done = await person.answer();
  assert.equal(person.pathname(), '/apply/withdrawn', done.body);
}

/** Somebody of staff who can decide: a passkey in software, and the key that a browser would keep under it. */
export class Reviewer extends Visitor {
  passkey: SoftAuthenticator;
  keys: BoxKeys | null = null;

  constructor({ origins }: Running) {
    super(through(origins.staff), origins.staff);
    this.passkey = new SoftAuthenticator({ rpId: 'localhost', origin: origins.staff });
  }

  /** By the link that the service printed; alone, and so with both halves of the law's roles. */
  async joinFirst({ administratorLink }: Running): Promise<void> {
    const token = administratorLink.split('#')[1] ?? '';
    const options = (await this.json('/api/join/options', { token })).json();
    await this.#ok('/api/join', { token, response: this.passkey.register(options) });
    const page = await this.get('/staff');
    const member = /name="member" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const roles = { 'role-administrator': 'on', 'role-reviewer': 'on', 'role-evidence-officer': 'on' };
    const changed = await this.form('/staff', '/staff/roles', { member, ...roles });
    assert.equal(changed.statusCode, 303, changed.body);
    this.keys = await newBoxKeys();
    const touch = (await this.json('/api/evidence-keys/options', {})).json();
    await this.#ok('/api/evidence-keys', {
      response: this.passkey.signIn(touch, this.origin),
      publicKey: this.keys.publicKey,
      wrapped: toBase64url(randomBytes(125)),
    });
  }

  /** The same person with the same passkey, after the service started anew. */
  async signInAs({ passkey, keys }: Reviewer): Promise<void> {
    this.keys = keys;
    this.passkey = passkey;
    const options = (await this.json('/api/sign-in/options', {})).json();
    await this.#ok('/api/sign-in', { response: passkey.signIn(options, this.origin) });
  }

  /** Opens what waits longest, as the reviewer's page does; gives the name on the card. */
  async decideNext(decision: Decision): Promise<string> {
    const touch = (await this.json('/api/review/options', {})).json();
    const answer = await this.#ok('/api/review/open', { response: this.passkey.signIn(touch, this.origin) });
    const opened: Opened = answer.json();
    assert.ok(this.keys);
    const file = await openFile(opened, { ...this.keys, privateKey: this.keys.privateKey.slice() });
    const { name } = file.card.answers;
    file.forget();
    await this.#ok('/api/review/decide', { token: opened.token, ...decision });
    return name;
  }

  async #ok(url: string, payload: unknown) {
    const answer = await this.json(url, payload);
    assert.equal(answer.statusCode, 200, answer.body);
    return answer;
  }
}
