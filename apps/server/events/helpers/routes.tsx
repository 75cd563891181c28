import { isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { post } from '../../http/body.ts';
import { told } from '../../http/told.ts';
import { addSheet } from '../../ui/add-sheet.ts';
import { BOOKING_LIMIT } from '../booking/throttle.ts';
import { oneDay } from '../days.ts';
import { markOfDay } from '../draw/routes.tsx';
import { EVENTS_STATUS } from '../errors.ts';
import { HELPERS_STATUS, type HelpersCode } from './errors.ts';
import { giveOut, giveSlipsBack, openBlock } from './group.ts';
import { GroupCodePage, GroupPage } from './group-pages.tsx';
import { HELPERS_PATH, HELPERS_STYLE } from './paths.ts';
import { SlipsPage } from './slips-page.tsx';

/** As people type it; what is no code is answered on the page. */
const typedCode = z.string().max(60);
const number = z.string().regex(/^[0-9]{1,3}$/);
const chosen = z.union([number, z.array(number).max(200)]).optional();
export const blockBody = z.strictObject({ code: typedCode });
export const slipsBody = z.strictObject({
  code: typedCode,
  slip: chosen,
  language: z
    .string()
    .max(20)
    .regex(/^[A-Za-z-]*$/)
    .default(''),
});

const STATUS = { ...EVENTS_STATUS, ...HELPERS_STATUS };

/** What a group of helpers can do with the code that the event manager gave it. */
export function addHelpers(context: Context, app: FastifyInstance, throttle: () => void): void {
  addSheet(app, HELPERS_STYLE, [new URL('./helpers.css', import.meta.url)]);
  app.get(HELPERS_PATH, async (request, reply) => reply.page(<GroupCodePage {...{ context, request }} />));
  const withCode = <B extends { code: string }>(
    path: string,
    body: z.ZodType<B>,
    answer: (request: FastifyRequest, reply: FastifyReply, typed: B) => Promise<unknown>,
  ) =>
    post(
      app,
      path,
      body,
      async (request, reply, typed) => {
        throttle();
        try {
          return await answer(request, reply, typed);
        } catch (error) {
          if (!isFault(error) || error.code !== 'block-unknown') throw error;
          const wrong = { code: request.say('fault.block-unknown') };
          return reply.page(<GroupCodePage {...{ context, request, wrong }} />, 422);
        }
      },
      BOOKING_LIMIT,
    );
  withCode(HELPERS_PATH, blockBody, async (request, reply, { code }) =>
    showGroup(context, request, reply, code),
  );
  withCode(`${HELPERS_PATH}/print`, slipsBody, (request, reply, typed) =>
    showSlips(context, request, reply, typed),
  );
  const act = (name: string, work: typeof giveOut) =>
    withCode(`${HELPERS_PATH}/${name}`, slipsBody, async (request, reply, { code, slip }) => {
      try {
        await work(context, code, numbersOf(slip));
      } catch (error) {
        const { fault, status } = told(request, error, STATUS);
        return showGroup(context, request, reply, code, { wrong: { slip: fault }, status });
      }
      return showGroup(context, request, reply, code);
    });
  act('out', giveOut);
  act('back', giveSlipsBack);
}

const numbersOf = (slip: z.output<typeof chosen>): number[] => [slip ?? []].flat().map(Number);

async function showGroup(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: string,
  { wrong = {}, status = 200 }: { wrong?: Record<string, string>; status?: number } = {},
): Promise<unknown> {
  const { block, day } = await whole(context, typed);
  return reply.page(<GroupPage {...{ context, request, day, block, wrong }} />, status);
}

async function whole(context: Context, typed: string) {
  const { read } = context.store;
  const block = await openBlock(context, read, typed);
  return { block, day: await oneDay(context, read, await markOfDay(read, block.event)) };
}

/** The slips that were chosen; without a choice all that are still with the group. */
async function showSlips(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { code, slip, language }: z.output<typeof slipsBody>,
): Promise<unknown> {
  const { block, day } = await whole(context, code);
  const numbers = numbersOf(slip);
  const slips = block.entries.filter(({ number, state, starts }) =>
    numbers.length === 0 ? state === 'here' : numbers.includes(number) && starts !== null,
  );
  if (slips.length === 0) {
    const wrong = { slip: request.say('fault.slips-none' satisfies `fault.${HelpersCode}`) };
    return reply.page(<GroupPage {...{ context, request, day, block, wrong }} />, 422);
  }
  const tongue = request.languages.includes(language) ? language : request.language;
  return reply.page(<SlipsPage {...{ context, request, day, block, slips, tongue }} />);
}
