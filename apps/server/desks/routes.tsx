import { readFile } from 'node:fs/promises';
import { toPublicJwk } from '@commonkey/credential';
import {
  LONGEST_STATEMENT,
  parseStatement,
  RECORD_ID,
  SERIAL,
  SHIFT_ID,
  SIGNATURE,
  WIRE_CODE,
} from '@commonkey/shift';
import { Fault } from '@commonkey/words';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { post } from '../http/body.ts';
import type { OfficeRoutes } from '../http/origin.ts';
import { KEEPER_STATUS } from '../keeper/errors.ts';
import { CODE_LIMIT, codeThrottle, PORTION } from '../portal/service.ts';
import { orSignIn, requireStaff, staffPage } from '../staff/service.ts';
import { withLanguage } from '../ui/layout.tsx';
import { closeShift } from './close-shift.ts';
import { sayDestroyed, waitingCopies } from './copies.ts';
import { askDisposal, physicalSeries } from './disposals.ts';
import { distrustDeskKey, isDeskKey } from './distrust.ts';
import { DESK_STATUS, type DeskOfficeCode } from './errors.ts';
import { reportHandOvers } from './hand-overs.ts';
import { addLibraryNumbers, freeLibraryNumbers } from './library-numbers.ts';
import { openShift } from './open-shift.ts';
import { pickUpByCode, pickUps, waitingFor } from './pick-ups.ts';
import { closedShifts, openShifts } from './shifts.ts';
import { COPY_ROLES, ShiftsPage } from './shifts-page.tsx';
import { StolenPage } from './stolen-page.tsx';
import { words } from './words.ts';

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** A point of the curve and, where it is said, its own name: no other text of that length passes. */
const publicJwk = z
  .strictObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: coordinate,
    y: coordinate,
    kid: z.string().exactOptional(),
  })
  .refine(isKey);
export const openBody = z.strictObject({
  publicJwk,
  cards: z.int().min(1).max(2000),
  hours: z.int().min(1).max(24),
});
/** `statement` is JSON of a closed shape: no string in it can hold a name, and nothing can be added to it (T1). */
export const closeBody = (context: Context) =>
  z.strictObject({
    statement: z
      .string()
      .max(LONGEST_STATEMENT)
      .refine((text) => parseStatement(text).statement !== undefined),
    signature: z.string().regex(SIGNATURE),
    second: z.array(z.string().regex(SERIAL)).max(2000).default([]),
    copies: z
      .strictObject(
        Object.fromEntries(
          physicalSeries(context.program.program).map((series) => [
            series,
            z.enum(['destroyed', 'sealed']).optional(),
          ]),
        ),
      )
      .default({}),
  });
export const disposalBody = (context: Context) =>
  z.strictObject({
    shift: z.string().regex(SHIFT_ID),
    series: z.enum(physicalSeries(context.program.program)),
  });
const shift = z.string().regex(SHIFT_ID);
const record = z.string().regex(RECORD_ID);
export const waitingBody = z.strictObject({ shift, record: record.nullable() });
/** `box`: the desk's public key for cards that wait for pick-up. */
export const pickUpBody = z.strictObject({
  shift,
  box: publicJwk,
  records: z.array(record).min(1).max(PORTION),
});
export const codeBody = z.strictObject({ shift, box: publicJwk, code: z.string().regex(WIRE_CODE) });
export const handedOverBody = z.strictObject({ shift, records: z.array(record).min(1).max(2000) });
const libraryBody = z.strictObject({
  first: z.string().regex(/^[0-9]{13}$/),
  count: z.coerce.number().int().min(1).max(20_000),
});

const copyBody = z.strictObject({ id: z.uuid() });
const stolenBody = z.strictObject({ key: z.string().regex(/^[A-Za-z0-9_-]{11}$/) });

/** Desks: certificates, blocks of serials, close-down. */
export function routes(context: Context): OfficeRoutes {
  return {
    statuses: { ...DESK_STATUS, ...KEEPER_STATUS },
    words,
    desk: (app) => addDeskRoutes(context, app),
    staff: (app) => addShiftPages(context, app),
  };
}

function addDeskRoutes(context: Context, app: FastifyInstance): void {
  const { program, files } = context.program;
  const build = deskBuild();
  app.get('/api/program', async (_request, reply) =>
    reply.send({ files, program, practiceCity: context.config.practice, build: await build }),
  );
  app.get('/api/session', async (request, reply) => {
    const { called } = await requireStaff(context, request, 'desk', []);
    return reply.send({ called });
  });
  post(app, '/api/shifts', openBody, async (request, reply, body) => {
    const { staffId } = await requireStaff(context, request, 'desk', ['clerk'], { fresh: true });
    const { kty, crv, x, y } = body.publicJwk;
    const wish = { publicJwk: { kty, crv, x, y }, cards: body.cards, hours: body.hours };
    return reply.send(await openShift(context, staffId, wish));
  });
  post(app, '/api/shifts/close', closeBody(context), async (request, reply, body) => {
    await requireStaff(context, request, 'desk', ['clerk', 'desk-supervisor']);
    const copies = Object.fromEntries(
      Object.entries(body.copies).flatMap(([series, how]) => (how ? [[series, how]] : [])),
    );
    return reply.send(await closeShift(context, { ...body, copies }));
  });
  addPickUpRoutes(context, app);
  post(app, '/api/disposals', disposalBody(context), async (request, reply, body) => {
    await requireStaff(context, request, 'desk', ['clerk', 'desk-supervisor']);
    return reply.send(await askDisposal(context, body));
  });
}

function addPickUpRoutes(context: Context, app: FastifyInstance): void {
  const throttle = codeThrottle(context);
  post(app, '/api/pick-ups/waiting', waitingBody, async (request, reply, body) => {
    const { staffId } = await requireStaff(context, request, 'desk', ['clerk']);
    return reply.send({ records: await waitingFor(context, staffId, body) });
  });
  post(app, '/api/pick-ups', pickUpBody, async (request, reply, body) => {
    const { staffId } = await requireStaff(context, request, 'desk', ['clerk']);
    return reply.send({ cards: await pickUps(context, staffId, body) });
  });
  post(
    app,
    '/api/pick-ups/code',
    codeBody,
    async (request, reply, body) => {
      const { staffId } = await requireStaff(context, request, 'desk', ['clerk']);
      throttle();
      return reply.send(await pickUpByCode(context, staffId, body));
    },
    CODE_LIMIT,
  );
  post(app, '/api/pick-ups/done', handedOverBody, async (request, reply, { shift, records }) => {
    await requireStaff(context, request, 'desk', ['clerk', 'desk-supervisor']);
    const second = await reportHandOvers(context, shift, records);
    if (!second) throw new Fault<DeskOfficeCode>('shift-unknown');
    return reply.send({ second });
  });
}

function addShiftPages(context: Context, app: FastifyInstance): void {
  const prints = context.program.program.card.benefits.library !== undefined;
  staffPage(
    context,
    app,
    '/shifts',
    ['desk-supervisor', 'clerk', 'records-officer', 'cards-officer'],
    async (request, reply, session) => {
      const { read } = context.store;
      const open = await openShifts(read, context.clock.now());
      const closed = await closedShifts(read);
      const copies = await waitingCopies(context);
      const freeNumbers = prints ? await freeLibraryNumbers(read) : null;
      return reply.page(<ShiftsPage {...{ context, request, session, open, closed, copies, freeNumbers }} />);
    },
  );
  staffPage(context, app, '/shifts/stolen', ['cards-officer'], async (request, reply, session) => {
    const asked = stolenBody.safeParse({ key: new URL(request.url, 'http://desk').searchParams.get('key') });
    const known = asked.success && (await isDeskKey(context.store.read, asked.data.key));
    const kid = known ? asked.data.key : undefined;
    return reply.page(<StolenPage {...{ context, request, session, kid }} />);
  });
  post(app, '/shifts/stolen', stolenBody, async (request, reply, body) => {
    const session = await orSignIn(request, reply, '/shifts', () =>
      requireStaff(context, request, 'staff', ['cards-officer'], { fresh: true }),
    );
    if (!session) return reply;
    await context.store.write((tx) => distrustDeskKey(context, tx, body.key));
    return reply.redirect(withLanguage('/shifts', request.language), 303);
  });
  post(app, '/shifts/destroyed', copyBody, async (request, reply, body) => {
    const session = await orSignIn(request, reply, '/shifts', () =>
      requireStaff(context, request, 'staff', COPY_ROLES, { fresh: true }),
    );
    if (!session) return reply;
    await sayDestroyed(context, body.id);
    return reply.redirect(withLanguage('/shifts', request.language), 303);
  });
  post(app, '/shifts/library', libraryBody, async (request, reply, body) => {
    const session = await orSignIn(request, reply, '/shifts', () =>
      requireStaff(context, request, 'staff', ['desk-supervisor']),
    );
    if (!session) return reply;
    await context.store.write((tx) => addLibraryNumbers(context, tx, body.first, body.count));
    return reply.redirect(withLanguage('/shifts', request.language), 303);
  });
}

function isKey(given: { kty: 'EC'; crv: 'P-256'; x: string; y: string; kid?: string }): boolean {
  try {
    const { kid } = toPublicJwk(given);
    return given.kid === undefined || given.kid === kid;
  } catch {
    return false;
  }
}

/** SHA-256 of the served desk app, as its build wrote it down; null where no build was made. */
async function deskBuild(): Promise<string | null> {
  try {
    const text = await readFile(new URL('../../../dist/builds.json', import.meta.url), 'utf8');
    const { desk } = z.object({ desk: z.string() }).parse(JSON.parse(text));
    return desk;
  } catch {
    return null;
  }
}
