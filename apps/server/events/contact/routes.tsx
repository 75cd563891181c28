import { isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { isMailAddress, isTelephone, waysOf } from '../../notices/service.ts';
import type { FieldErrors } from '../../ui/form.tsx';
import { BOOKING_LIMIT } from '../booking/throttle.ts';
import { EVENTS_STATUS } from '../errors.ts';
import { BOOKING_PATH } from '../paths.ts';
import type { EventContact } from './file.ts';
import { forgetContact, leaveContact } from './leave.ts';
import type { TypedContact } from './part.tsx';

const code = z.string().max(60);
export const contactBody = z.strictObject({
  code,
  way: z.string().max(10).optional(),
  reach: z.string().max(300).default(''),
  open: z.literal('yes').optional(),
});
export const forgetBody = z.strictObject({ code });

/** Shows the page of a code, with what was typed and what was wrong with it. */
export type ShowCode = (
  request: FastifyRequest,
  reply: FastifyReply,
  code: string,
  how: { typed?: TypedContact; contactWrong?: FieldErrors; status?: number },
) => Promise<unknown>;

type Beside = {
  throttle: () => void;
  show: ShowCode;
  notOpened: (request: FastifyRequest, reply: FastifyReply, error: unknown, code: string) => Promise<unknown>;
};

/** A contact is left beside a code, and taken back. */
export function addContact(
  context: Context,
  app: FastifyInstance,
  { throttle, show, notOpened }: Beside,
): void {
  post(
    app,
    `${BOOKING_PATH}/contact`,
    contactBody,
    async (request, reply, typed) => {
      throttle();
      const read = readContact(context, typed, request.language);
      if ('wrong' in read) {
        const contactWrong = { [read.field]: request.say(read.wrong) };
        return show(request, reply, typed.code, { typed, contactWrong, status: 422 });
      }
      try {
        await leaveContact(context, typed.code, read.contact);
      } catch (error) {
        if (!isFault(error)) throw error;
        if (error.code in EVENTS_STATUS) return notOpened(request, reply, error, typed.code);
        // Nothing can be sealed now. The places do not depend on it.
        context.log({ event: 'fault', code: error.code });
        const contactWrong = { reach: request.say('fault.contact-not-now') };
        return show(request, reply, typed.code, { typed, contactWrong, status: 503 });
      }
      return show(request, reply, typed.code, {});
    },
    BOOKING_LIMIT,
  );
  post(
    app,
    `${BOOKING_PATH}/contact/forget`,
    forgetBody,
    async (request, reply, typed) => {
      throttle();
      try {
        await forgetContact(context, typed.code);
        return await show(request, reply, typed.code, {});
      } catch (error) {
        return notOpened(request, reply, error, typed.code);
      }
    },
    BOOKING_LIMIT,
  );
}

type Read =
  | { contact: EventContact }
  | { field: 'way' | 'reach'; wrong: 'fault.contact-choose' | 'fault.contact-mail' | 'fault.contact-text' };

function readContact(
  context: Context,
  { way, reach, open }: Pick<z.infer<typeof contactBody>, 'way' | 'reach' | 'open'>,
  language: string,
): Read {
  const by = waysOf(context.notices).find((one) => one === way);
  if (by === undefined) return { field: 'way', wrong: 'fault.contact-choose' };
  const address = reach.normalize('NFC').trim();
  const fits = by === 'mail' ? isMailAddress(address) : isTelephone(address);
  if (!fits) return { field: 'reach', wrong: `fault.contact-${by}` };
  return { contact: { by, address, language, open: open === 'yes' ? 1 : 0 } };
}
