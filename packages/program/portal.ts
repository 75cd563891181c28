import { programFault } from './codes.ts';
import { dispositionDate, type Facts } from './disposition.ts';
import { addDays } from './plain-date.ts';
import type { PlainDate, PortalChannel, Program, RecordKind, Series } from './types.ts';

export const RECORD_KINDS = [
  'draft',
  'papers',
  'card',
  'contact',
  'review-box',
  'application',
] as const satisfies readonly RecordKind[];

/** The rules of the online channel, every figure there. Days are whole days. */
export type PortalRules = Required<Omit<PortalChannel, 'since' | 'until'>> &
  Pick<PortalChannel, 'since' | 'until'>;

/**
 * The online channel's rules, or null where the program has none or only tells of one that is over. Rules stay rules when
 * the channel is off: what was taken in before keeps its dates. Whether anything new may come in is `portalOpen`.
 */
export function portalRules(program: Pick<Program, 'channels'>): PortalRules | null {
  const { portal } = program.channels;
  if (!portal) return null;
  const { records, draftDays, decideDays, secondLook, appealDays, outcomeDays, pickUpDays, openingDays } =
    portal;
  if (
    records === undefined ||
    draftDays === undefined ||
    decideDays === undefined ||
    secondLook === undefined ||
    appealDays === undefined ||
    outcomeDays === undefined ||
    pickUpDays === undefined ||
    openingDays === undefined
  )
    return null;
  return {
    ...portal,
    records,
    draftDays,
    decideDays,
    secondLook,
    appealDays,
    outcomeDays,
    pickUpDays,
    openingDays,
  };
}

/** May somebody begin an application on this day, as far as the program says? `since` and `until` are open days. */
export function portalOpen(
  program: Pick<Program, 'channels'>,
  on: PlainDate,
): 'open' | 'off' | 'not-yet' | 'over' {
  const rules = portalRules(program);
  if (!rules?.on) return 'off';
  if (rules.since !== undefined && on < rules.since) return 'not-yet';
  if (rules.until !== undefined && on > rules.until) return 'over';
  return 'open';
}

/** The series of a kind of record. @throws Fault `program-portal-missing` without rules of the channel */
export function seriesOf(program: Pick<Program, 'channels' | 'series'>, kind: RecordKind): Series {
  const name = rulesOf(program).records[kind];
  const series = program.series.find(({ id }) => id === name);
  if (!series) throw programFault('program-portal-missing');
  return series;
}

/**
 * The latest day of a record with what is known so far: on that day it is due. More facts only bring it nearer.
 *
 * `receipt` is the day a draft was begun; `submission` the day it was sent, which is the day of receipt of all that is sealed
 * then. An application that is not sent has its draft's days. An approval or a denial is a decision, and need not be given
 * as one too. An appeal seals anew: its facts begin with the day of the appeal as `submission`, and a denial that ends it
 * is the `final-denial`. After that one, and after a `lapse`, the `application` outlives everything sealed by the program's
 * `outcomeDays`, so that its owner can read how it ended; what was sent ends on the day itself.
 *
 * @throws Fault `program-portal-missing` | `program-fact-needed` without the day it all starts from
 */
export function endOf(
  program: Pick<Program, 'channels' | 'series'>,
  kind: RecordKind,
  facts: Facts,
): PlainDate {
  if (kind === 'draft') return dispositionDate(seriesOf(program, 'draft'), facts);
  if (kind === 'application' && typeof facts.submission !== 'string' && typeof facts.receipt === 'string')
    return dispositionDate(seriesOf(program, 'draft'), facts);
  const { submission, ...since } = facts;
  return dispositionDate(seriesOf(program, kind), {
    ...since,
    ...(typeof submission === 'string' ? { receipt: submission } : {}),
    ...decided(facts),
  });
}

/** The last day of the line that says that somebody opened a sealed record. @throws Fault `program-portal-missing` */
export function openingEndsOn(program: Pick<Program, 'channels'>, openedOn: PlainDate): PlainDate {
  return addDays(openedOn, rulesOf(program).openingDays);
}

/** The day on which what is still undecided lapses. @throws Fault `program-portal-missing` */
export function lapseOn(program: Pick<Program, 'channels'>, submission: PlainDate): PlainDate {
  return addDays(submission, rulesOf(program).decideDays);
}

function decided({ decision, approval, denial, 'final-denial': last }: Facts): Pick<Facts, 'decision'> {
  const [first] = [decision, approval, denial, last].filter((day) => typeof day === 'string').sort();
  return first === undefined ? {} : { decision: first };
}

function rulesOf(program: Pick<Program, 'channels'>): PortalRules {
  const rules = portalRules(program);
  if (!rules) throw programFault('program-portal-missing');
  return rules;
}
