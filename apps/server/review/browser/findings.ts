import {
  ageOn,
  assess,
  type HeldPaper,
  inBand,
  type PaperId,
  type PlainDate,
  type Program,
  type Requirement,
} from '@commonkey/program';
import type { Verdict } from '../stages.ts';

/** What a reviewer finds about one requirement. */
export type Finding = 'met' | 'not-met' | 'unclear';
export type Findings = Readonly<Record<string, Finding>>;

/** Requirements that concern people of this age. */
export function requirementsFor(program: Program, birthDate: PlainDate, on: PlainDate): Requirement[] {
  const age = ageOn(birthDate, on);
  return program.requirements.filter(({ ages }) => inBand(ages, age));
}

/** Papers that count at this age, the most usual first. */
export function papersFor(program: Program, birthDate: PlainDate, on: PlainDate): PaperId[] {
  const age = ageOn(birthDate, on);
  return Object.entries(program.papers)
    .filter(([, rule]) => inBand(rule.ages, age))
    .sort(([a, x], [b, y]) => x.usual - y.usual || (a < b ? -1 : 1))
    .map(([paper]) => paper);
}

/**
 * What the rules say to the kinds of papers a reviewer sees. It is worked out here and sent nowhere (CL-04); where the rules are
 * not established, what is lacking is unclear and not unmet.
 */
export function rulesSay(
  program: Program,
  seen: readonly PaperId[],
  birthDate: PlainDate,
  on: PlainDate,
): Findings {
  const held: HeldPaper[] = seen.map((paper) => ({ paper }));
  const assessment = assess(program, held, { birthDate }, on, { limit: 1 });
  const lacking =
    assessment.outcome === 'met' ? [] : assessment.missing.map(({ requirement }) => requirement);
  const lacks: Finding = assessment.outcome === 'undetermined' ? 'unclear' : 'not-met';
  return Object.fromEntries(
    requirementsFor(program, birthDate, on).map(({ id }) => [id, lacking.includes(id) ? lacks : 'met']),
  );
}

/**
 * Which verdicts the findings allow, each with the requirements it rests on. Nothing before every one is answered. With a photo
 * that will not do the person is asked for another, together with whatever else is open: nobody is denied for a photo.
 */
export function verdictsOf(
  requirements: readonly Requirement[],
  findings: Findings,
  face = false,
): Partial<Record<Verdict, string[]>> {
  const ids = requirements.map(({ id }) => id);
  if (ids.some((id) => findings[id] === undefined)) return {};
  const open = ids.filter((id) => findings[id] !== 'met');
  const unmet = ids.filter((id) => findings[id] === 'not-met');
  if (face) return { ask: open };
  if (open.length === 0) return { approve: [] };
  return { ask: open, ...(unmet.length === open.length ? { deny: unmet } : {}) };
}
