import assert from 'node:assert/strict';
import { SoftAuthenticator } from '../../apps/server/staff/testing/authenticator.ts';
import type { CityHallProcess } from '../journeys/service.ts';
import { Browserless } from './browserless.ts';

export type StaffAtWork = { staff: Browserless; desk: Browserless; passkey: SoftAuthenticator };

/** Over HTTP: the first administrator joins with a passkey, becomes clerk too, and signs in at a desk. */
export async function joinAsClerk(hall: CityHallProcess): Promise<StaffAtWork> {
  const staff = new Browserless(hall.origins.staff);
  const passkey = new SoftAuthenticator({ rpId: 'localhost', origin: staff.origin });
  const token = new URL(hall.administratorLink).hash.slice(1);
  const options = await staff.json('/api/join/options', { token });
  const response = passkey.register(options.json as { challenge: string });
  assert.equal((await staff.json('/api/join', { token, response })).status, 200);
  const { text } = await staff.page('/staff');
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? '';
  const roles = ['administrator', 'clerk', 'desk-supervisor', 'cards-officer'];
  const ticks = Object.fromEntries(roles.map((role) => [`role-${role}`, 'on']));
  const saved = await staff.form('/staff/roles', {
    _csrf: field('_csrf'),
    member: field('member'),
    ...ticks,
  });
  assert.equal(saved, 303);
  return { staff, passkey, desk: await signInAtDesk(hall, passkey) };
}

export async function signInAtDesk(hall: CityHallProcess, passkey: SoftAuthenticator): Promise<Browserless> {
  const desk = new Browserless(hall.origins.desk);
  const options = await desk.json('/api/sign-in/options', {});
  const response = passkey.signIn(options.json as { challenge: string }, desk.origin);
  assert.equal((await desk.json('/api/sign-in', { response })).status, 200);
  return desk;
}
