import { randomUUID } from 'node:crypto';
import { Fault, type FaultParams, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../../context.ts';
import { orSignIn, type Role, requireStaff, type Session, typedPost } from '../../../staff/service.ts';
import { addSheet } from '../../../ui/add-sheet.ts';
import type { FieldErrors } from '../../../ui/form.tsx';
import { withLanguage } from '../../../ui/layout.tsx';
import { calendarDayPath } from '../../calendar/paths.ts';
import { oneDay } from '../../days.ts';
import type { EventsCode } from '../../errors.ts';
import { MARK } from '../../paths.ts';
import type { HelpersCode } from '../errors.ts';
import { blocksOf, freeTimes, giveBlock, withdrawBlock } from '../give.ts';
import { HELPERS_STYLE } from '../paths.ts';
import { GivenCodePage, GroupsPage, groupsPath, type TypedBlock } from './pages.tsx';

const MANAGERS: readonly Role[] = ['event-manager'];

const short = z.string().max(20).default('');
export const giveBody = (most: number) =>
  z.strictObject({
    id: z.uuid(),
    helper: z.string().max(400).default(''),
    days: short,
    ...Object.fromEntries(Array.from({ length: most }, (_, at) => [`of-${at + 1}`, short])),
  });
export const withdrawBody = z.strictObject({ id: z.uuid() });

/** How the event manager gives places of a day to groups of helpers. */
export function addGroups(context: Context, app: FastifyInstance): void {
  addSheet(app, HELPERS_STYLE, [new URL('../helpers.css', import.meta.url)]);
  const here = groupsPath(':mark');
  app.get(here, async (request, reply) => {
    const session = await manager(context, request, reply);
    return session ? show(context, request, reply, session, { days: '2' }) : reply;
  });
  typedPost(
    context,
    app,
    here,
    giveBody(context.program.program.desk.partyMax),
    async (request, reply, body) => {
      const session = await manager(context, request, reply);
      return session ? give(context, request, reply, session, body) : reply;
    },
  );
  typedPost(context, app, `${here}/withdraw`, withdrawBody, async (request, reply, { id }) => {
    const session = await manager(context, request, reply);
    if (!session) return reply;
    await withdrawBlock(context, id);
    return reply.redirect(withLanguage(groupsPath(markOf(request)), request.language), 303);
  });
}

const markOf = (request: FastifyRequest): string => {
  const { mark } = request.params as { mark: string };
  if (!MARK.test(mark)) throw new Fault<EventsCode>('event-unknown');
  return mark;
};

const manager = (context: Context, request: FastifyRequest, reply: FastifyReply) =>
  orSignIn(request, reply, calendarDayPath(markOf(request)), () =>
    requireStaff(context, request, 'staff', MANAGERS),
  );

async function show(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  typed: TypedBlock,
  { wrong = {}, status = 200 }: { wrong?: FieldErrors; status?: number } = {},
): Promise<unknown> {
  const { read } = context.store;
  const day = await oneDay(context, read, markOf(request));
  const [blocks, free] = await Promise.all([blocksOf(read, day.id), freeTimes(context, read, day)]);
  const id = typed.id ?? randomUUID();
  return reply.page(
    <GroupsPage {...{ context, request, session, day, blocks, free, id, typed, wrong }} />,
    status,
  );
}

/** Beside which field a fault is said. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'block-size-impossible': 'of-1',
  'block-places-few': 'of-1',
  'block-returns-impossible': 'days',
  'block-made': 'helper',
};

type Read = { wrong: Record<string, { code: EventsCode | HelpersCode; params?: FaultParams }> };

async function give(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  typed: TypedBlock & { id: string },
): Promise<unknown> {
  const { wrong, ...wish } = readBlock(typed, context.program.program.desk.partyMax);
  const { say } = request;
  if (Object.keys(wrong).length > 0) {
    const said = Object.entries(wrong).map(([field, { code, params }]) => [
      field,
      say(`fault.${code}`, params),
    ]);
    return show(context, request, reply, session, typed, { wrong: Object.fromEntries(said), status: 422 });
  }
  const mark = markOf(request);
  try {
    const { code } = await giveBlock(context, { ...wish, id: typed.id, mark });
    const day = await oneDay(context, context.store.read, mark);
    reply.header('cache-control', 'no-store');
    return reply.page(<GivenCodePage {...{ context, request, session, day, code }} helper={wish.helper} />);
  } catch (error) {
    const field = isFault(error) ? FIELD_OF[error.code] : undefined;
    if (!isFault(error) || !field) throw error;
    const said = { [field]: say(`fault.${error.code}`, error.params) };
    const made = error.code === 'block-made';
    return show(context, request, reply, session, made ? { days: '2' } : typed, { wrong: said, status: 409 });
  }
}

function readBlock(
  typed: TypedBlock,
  most: number,
): Read & { helper: string; sizes: number[]; returnsDays: number } {
  const wrong: Read['wrong'] = {};
  const number = (field: string, least: number, highest: number): number => {
    const text = (typed[field] ?? '').trim();
    if (text === '' && least === 0) return 0;
    const value = /^[0-9]{1,3}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= highest) return value;
    wrong[field] = { code: 'event-number-impossible', params: { least, most: highest } };
    return 0;
  };
  const helper = [...(typed.helper ?? '').replace(/\s+/g, ' ').trim()].slice(0, 80).join('');
  if (helper === '') wrong.helper = { code: 'event-field-missing' };
  const sizes = Array.from({ length: most }, (_, at) => at + 1).flatMap((size) =>
    Array.from({ length: number(`of-${size}`, 0, 200) }, () => size),
  );
  return { helper, sizes, returnsDays: number('days', 1, 60), wrong };
}
