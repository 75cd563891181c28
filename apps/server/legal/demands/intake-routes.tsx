import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { told } from '../../http/told.ts';
import { orSignIn, requireStaff, type Session, staffPage, typedPost } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { VAULT_STATUS } from '../../vault/errors.ts';
import { today } from '../review.ts';
import type { FormFaults } from '../wish.ts';
import { type IntakeForm, intakeBody } from './bodies.ts';
import { DEMAND_STATUS } from './errors.ts';
import { holdAllAtOnce } from './hold-for.ts';
import { heldBefore, reasonOf, wantedScopes } from './intake-hold.ts';
import { IntakePage, RegisteredPage } from './intake-page.tsx';
import { demandPath, INTAKE_PATH } from './paths.ts';
import { readIntake } from './read-intake.ts';
import { type DemandWish, registerDemand } from './register.ts';
import { registeredBy } from './registered.ts';

const LAW = ['law-officer'] as const;
/** Faults that a field of the page can be put right for. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'matter-unknown': 'matter',
  'custodian-unknown': 'custodian',
  'issuer-class-unknown': 'issuer',
};
const STATUS = { ...DEMAND_STATUS, ...VAULT_STATUS };
const query = z.object({ form: z.uuid().optional().catch(undefined) });

type Shown = { session: Session; filled: IntakeForm; faults: FormFaults; failed?: string; status?: number };

/** One page takes a demand in: first the holds count, then the demand is registered with them. */
export function intakeRoutes(context: Context, app: FastifyInstance): void {
  const body = intakeBody(context.program.program);
  const show = async (request: FastifyRequest, reply: FastifyReply, { status, ...given }: Shown) => {
    const { id = crypto.randomUUID(), hold = crypto.randomUUID(), held } = given.filled;
    const before = await heldBefore(context, given.session, held);
    const wrong = Object.keys(given.faults).length > 0 ? 422 : 200;
    return reply.page(<IntakePage {...{ context, request, id, hold, before, ...given }} />, status ?? wrong);
  };
  staffPage(context, app, INTAKE_PATH, LAW, async (request, reply, session) => {
    const { form: id } = query.parse(request.query);
    // The form's id stands in its address: whoever comes back to it by the browser's own button has the same form again.
    if (id === undefined)
      return reply.redirect(
        withLanguage(`${INTAKE_PATH}?form=${crypto.randomUUID()}`, request.language),
        303,
      );
    const done = await registeredBy(context.store.read, id);
    if (done) return reply.page(<RegisteredPage {...{ context, request, session }} done={done.row} />);
    const received = today(context);
    return show(request, reply, {
      session,
      filled: { id, received, gag: 'none', keep: 'asked' },
      faults: {},
    });
  });
  typedPost(context, app, INTAKE_PATH, body, async (request, reply, asked) => {
    const session = await orSignIn(request, reply, INTAKE_PATH, () =>
      requireStaff(context, request, 'staff', LAW),
    );
    if (!session) return reply;
    const filled: IntakeForm = Object.fromEntries(
      Object.entries(asked).map(([name, value]) => [name, typeof value === 'string' ? value : undefined]),
    );
    const { wish, faults } = readIntake(filled, today(context));
    const wanted = await wantedScopes(context, filled, wish?.items ?? null);
    if (!wish || Object.keys(wanted.faults).length > 0)
      return show(request, reply, { session, filled, faults: { ...faults, ...wanted.faults } });
    const done = await registeredBy(context.store.read, wish.id);
    if (done?.says(wish)) return toDemand(request, reply, wish, 'again');
    if (done) {
      const { id: _used, hold: _held, ...typed } = filled;
      const failed = request.say('legal.intake-form-used', { matter: done.row.matter });
      return show(request, reply, { session, filled: typed, faults: {}, failed, status: 409 });
    }
    const by = session.staffId;
    const { hold = crypto.randomUUID(), held } = filled;
    const before = (await heldBefore(context, session, held)).map(({ id }) => id);
    const placing: string[] = [];
    try {
      const given = { scopes: wanted.scopes, reason: reasonOf(wish), gag: wish.gag } as const;
      const { waits } = await holdAllAtOnce(context, hold, given, by, placing);
      const holds = [...new Set([...placing, ...before])];
      await registerDemand(context, { ...wish, holds }, by);
      return toDemand(request, reply, wish, waits ? 'waits' : 'registered');
    } catch (error) {
      const { fault, status, code } = told(request, error, STATUS);
      const kept = { ...filled, hold, held: [...new Set([...placing, ...before])].join(' ') };
      const field = FIELD_OF[code];
      const wrong = field === undefined ? { failed: fault, faults: {} } : { faults: { [field]: code } };
      return show(request, reply, { session, filled: kept, status, ...wrong });
    }
  });
}

const toDemand = (
  request: FastifyRequest,
  reply: FastifyReply,
  { id }: Pick<DemandWish, 'id'>,
  done: string,
) => reply.redirect(withLanguage(`${demandPath(id)}?done=${done}`, request.language), 303);
