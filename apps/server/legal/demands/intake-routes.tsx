import { isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { HOLD_CHANNELS, type HoldScope } from '../../holds/scope.ts';
import { orSignIn, requireStaff, type Session, staffPage, typedPost } from '../../staff/service.ts';
import { withLanguage } from '../../ui/layout.tsx';
import { today } from '../review.ts';
import { type FormFaults, namesSome, readScope, type ScopeForm, scopeRules } from '../wish.ts';
import { type IntakeForm, intakeBody } from './bodies.ts';
import { holdAtOnce, scopeAskedFor } from './hold-for.ts';
import { IntakePage } from './intake-page.tsx';
import { demandPath, INTAKE_PATH } from './paths.ts';
import { readIntake } from './read-intake.ts';
import { type DemandWish, registerDemand } from './register.ts';

const LAW = ['law-officer'] as const;
/** Faults that a field of the page can be put right for. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'matter-unknown': 'matter',
  'custodian-unknown': 'custodian',
  'issuer-class-unknown': 'issuer',
};

/** One page takes a demand in: first the hold counts, then the demand is registered with it. */
export function intakeRoutes(context: Context, app: FastifyInstance): void {
  const body = intakeBody(context.program.program);
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { session: Session; filled: IntakeForm; faults: FormFaults },
  ) => {
    const { id = crypto.randomUUID(), hold = crypto.randomUUID() } = given.filled;
    const status = Object.keys(given.faults).length > 0 ? 422 : 200;
    return reply.page(<IntakePage {...{ context, request, id, hold, ...given }} />, status);
  };
  staffPage(context, app, INTAKE_PATH, LAW, async (request, reply, session) => {
    const on = today(context);
    return show(request, reply, {
      session,
      filled: { received: on, gag: 'none', keep: 'asked' },
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
    const held = await readHold(context, filled, wish);
    if (!wish || Object.keys(held.faults).length > 0)
      return show(request, reply, { session, filled, faults: { ...faults, ...held.faults } });
    const by = session.staffId;
    const { hold = crypto.randomUUID() } = filled;
    let done = 'registered';
    try {
      if (held.scope !== null)
        await holdAtOnce(context, hold, { scope: held.scope, reason: reasonOf(wish), gag: wish.gag }, by);
    } catch (error) {
      if (!isFault(error) || error.code !== 'hold-waits-for-keeper') throw error;
      // It counts, and the key process is asked again by the destroyer, the review or the next press.
      done = 'waits';
    }
    try {
      await registerDemand(context, { ...wish, hold: held.scope === null ? null : hold }, by);
    } catch (error) {
      const field = isFault(error) ? FIELD_OF[error.code] : undefined;
      if (!isFault(error) || field === undefined) throw error;
      return show(request, reply, { session, filled, faults: { [field]: error.code } });
    }
    return reply.redirect(withLanguage(`${demandPath(wish.id)}?done=${done}`, request.language), 303);
  });
}

export const reasonOf = ({ instrument }: Pick<DemandWish, 'instrument'>) =>
  instrument === 'preservation-letter' ? 'preservation-letter' : 'demand';

type Wished = ReturnType<typeof readIntake>['wish'];

/** What the form wants kept: nothing, the records that its items name, or a scope chosen by hand. */
async function readHold(
  context: Context,
  filled: IntakeForm,
  wish: Wished,
): Promise<{ scope: HoldScope | null; faults: FormFaults }> {
  const { keep } = filled;
  if (keep !== undefined && keep !== 'scope' && namesSome(scopeForm(filled)))
    return { scope: null, faults: { keep: 'intake-scope-unused' } };
  if (keep !== 'asked' && keep !== 'scope') return { scope: null, faults: {} };
  const rules = await scopeRules(context);
  if (keep === 'scope') return readScope(scopeForm(filled), rules);
  if (!wish) return { scope: null, faults: {} };
  try {
    return { scope: scopeAskedFor(context.program.program, wish.items, rules), faults: {} };
  } catch (error) {
    if (!isFault(error) || error.code !== 'hold-nothing-here') throw error;
    return { scope: null, faults: { keep: error.code } };
  }
}

/** The scope's own fields, as the form of a hold has them. */
export function scopeForm(filled: IntakeForm): ScopeForm {
  const { which, when, channel, from = '', until = '', ...others } = filled;
  const all = (value: string | undefined) => CHOICES.find((one) => one === value);
  const [some, days] = [all(which), all(when)];
  const came = (['all', ...HOLD_CHANNELS] as const).find((one) => one === channel);
  return {
    ...others,
    from,
    until,
    ...(some && { which: some }),
    ...(days && { when: days }),
    ...(came && { channel: came }),
  };
}
const CHOICES = ['all', 'some'] as const;
