import type { PlainDate } from '@commonkey/program';
import { Fault, isFault, wordDay } from '@commonkey/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { orSignIn, requireStaff, type Session } from '../../staff/service.ts';
import type { FieldErrors } from '../../ui/form.tsx';
import { MARK } from '../paths.ts';
import { DOOR_ROLES } from './door-pages.tsx';
import type { DoorCode } from './errors.ts';
import { type DoorView, requireEvent, viewDoor } from './line.ts';
import { DOOR_PATH } from './paths.ts';

export type Visitor = { request: FastifyRequest; reply: FastifyReply; session: Session; mark: string };

/** Whoever is signed in and works at doors; the others sign in and come back to the list of them. */
export async function atWork(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Visitor | undefined> {
  const session = await orSignIn(request, reply, DOOR_PATH, () =>
    requireStaff(context, request, 'staff', DOOR_ROLES),
  );
  const { mark } = request.params as { mark?: string };
  if (!session) return undefined;
  if (mark !== undefined && !MARK.test(mark)) throw new Fault<DoorCode>('door-unknown');
  return { request, reply, session, mark: mark ?? '' };
}

export async function lookAt(context: Context, mark: string): Promise<DoorView> {
  const { read } = context.store;
  return viewDoor(context, read, await requireEvent(read, mark));
}

/** As somebody types it, too short for a name; what is no number is said at its field, and given back where it has a digit (T1). */
export const digits = z.string().max(8);
export const asNumber = (typed: string): number =>
  /^[0-9 ]+$/.test(typed) ? Number(typed.replaceAll(' ', '') || Number.NaN) : Number.NaN;
export const again = (typed: string): string => (/\d/.test(typed) ? typed : '');

/** What the day answers and not the person at the door: it is said on the page, and what was typed stays. */
export const STANDING_FAULTS: readonly DoorCode[] = [
  'door-stopped',
  'door-cancelled',
  'door-over',
  'door-other-day',
  'tickets-all-given',
];

/** What can be put right on the page is said at its field, with all that was typed; the rest is a page of its own. */
export async function orSaid<T>(
  { say, language }: FastifyRequest,
  field: string,
  codes: readonly DoorCode[],
  work: () => Promise<T>,
): Promise<{ value: T; errors?: undefined } | { errors: FieldErrors }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!isFault(error) || !codes.some((code) => code === error.code)) throw error;
    const { day } = error.params;
    const params =
      typeof day === 'string' ? { ...error.params, day: wordDay(language, day as PlainDate) } : error.params;
    return { errors: { [field]: say(`fault.${error.code}`, params) } };
  }
}
