import { type PlainDate, plainDateIn, portalOpen, portalRules } from '@commonkey/program';
import { isFault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { keeperOf } from '../../keeper/client.ts';
import { type EvidenceReadiness, evidenceReadiness } from '../../review/service.ts';
import type { Reader } from '../../store/store.ts';
import { patienceOf } from '../keys-answer.ts';
import { type Lately, lately } from './lately.ts';

/** Why nothing new comes in. The first that holds is told: what the city decided comes before what is broken. */
export type Closed =
  | 'off'
  | 'not-yet'
  | 'over'
  | 'suspended'
  | 'nobody-decides'
  | 'one-decides'
  | 'evidence-keys'
  | 'clock-in-doubt'
  | 'keeper-silent';

export type Intake = {
  /** null: open. */
  closed: Closed | null;
  /** First and last open day, where the program names them. */
  since: PlainDate | null;
  until: PlainDate | null;
  readiness: EvidenceReadiness;
};

/**
 * May anything new come in now? Nothing that came in before depends on the answer: dates run, codes open, papers go. Asked
 * at every step that seals something new: to begin, each answer, each picture and each part of one, and to send. The key
 * process is asked last, as it is the farthest; one that hangs counts as away before anybody on a page gives up.
 */
export async function intakeNow(context: Context): Promise<Intake> {
  return intake(context, () => keeperLately(context).now(patienceOf(context)));
}

async function intake(context: Context, answers: () => Promise<boolean>): Promise<Intake> {
  const { store, clock } = context;
  const { program } = context.program;
  const rules = portalRules(program);
  const readiness = await evidenceReadiness(store.read);
  const known = { since: rules?.since ?? null, until: rules?.until ?? null, readiness };
  const byProgram = portalOpen(program, plainDateIn(program.city.timeZone, clock.now()));
  if (byProgram !== 'open') return { ...known, closed: byProgram };
  if (await isSuspended(store.read)) return { ...known, closed: 'suspended' };
  if (readiness.reviewers === 0) return { ...known, closed: 'nobody-decides' };
  if (readiness.reviewers === 1 && !readiness.alone && readiness.officers > 1)
    return { ...known, closed: 'one-decides' };
  if (!readiness.ready) return { ...known, closed: 'evidence-keys' };
  if (!clock.trusted()) return { ...known, closed: 'clock-in-doubt' };
  return { ...known, closed: (await answers()) ? null : 'keeper-silent' };
}

/**
 * The same for the front door, which has to open at once even where nothing behind it answers: what cannot be told is not
 * promised. A key process that hangs counts as away after a moment; what it said is remembered for some seconds.
 */
export async function takesNew(context: Context): Promise<boolean> {
  try {
    return (await intake(context, keeperLately(context).now)).closed === null;
  } catch (error) {
    context.log({ event: 'fault', origin: 'public', code: isFault(error) ? error.code : 'unexpected' });
    return false;
  }
}

/** The newest switch counts; without any, nobody has stopped anything. */
export async function isSuspended(read: Reader): Promise<boolean> {
  return (await newestSwitch(read))?.suspended ?? false;
}

export async function newestSwitch(read: Reader) {
  return read
    .selectFrom('portal_switches')
    .selectAll()
    .orderBy('set_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

const asked = new WeakMap<Context, Lately>();

function keeperLately(context: Context): Lately {
  const held = asked.get(context) ?? lately(() => keeperAnswers(context));
  asked.set(context, held);
  return held;
}

/** Silent, or without its root: it can open nothing then, and what is sealed would wait unread. */
async function keeperAnswers(context: Context): Promise<boolean> {
  try {
    await keeperOf(context).ask('vault-status', {});
    return true;
  } catch (error) {
    if (isFault(error)) return false;
    throw error;
  }
}
