import { z } from 'zod';
import { authenticationResponse, registrationResponse } from './passkeys.ts';
import { ROLES, type Role } from './roles.ts';

/** Shapes of what the staff office takes. */
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const id = z.uuid();
const ticks = Object.fromEntries(ROLES.map((role) => [`role-${role}`, z.literal('on').exactOptional()]));

export const nothing = z.strictObject({});
/** `clock`: what the browser's shows, in seconds since 1970. */
export const signIn = z.strictObject({
  response: authenticationResponse,
  clock: z.int().min(0).max(99_999_999_999).exactOptional(),
});
export const joinOptions = z.strictObject({ token });
export const join = z.strictObject({ token, response: registrationResponse });
export const addPasskeyBody = z.strictObject({ response: registrationResponse });
export const removePasskeyBody = z.strictObject({
  credential: z
    .string()
    .max(1400)
    .regex(/^[A-Za-z0-9_-]+$/),
});
/** What colleagues call somebody: the one place of the service that takes a name, and it is a member of staff's. */
export const inviteBody = z.strictObject({ called: z.string().trim().min(1).max(60), ...ticks });
export const rolesBody = z.strictObject({ member: id, ...ticks });
export const memberBody = z.strictObject({ member: id });
export const approvalBody = z.strictObject({ id });

export function tickedRoles(body: Readonly<Record<string, unknown>>): Role[] {
  return ROLES.filter((role) => body[`role-${role}`] === 'on');
}
