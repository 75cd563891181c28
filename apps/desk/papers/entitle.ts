import {
  type Applicant,
  type Assessment,
  ageOn,
  assess,
  type PlainDate,
  type Program,
  validity,
} from '@commonkey/program';
import type { Entitled } from '../machine/steps.ts';
import type { PapersDraft } from './draft.ts';

/** The rules' answer while the clerk ticks, or null until the birth date is known. */
export function judge(program: Program, draft: PapersDraft, on: PlainDate): Assessment | null {
  if (draft.birthDate === '' || draft.birthDate > on) return null;
  const person: Applicant = { birthDate: draft.birthDate, without: draft.without };
  return assess(program, draft.held, person, on, { limit: 4 });
}

/** What the rules grant, or null: only `met` opens the way to a card. @throws Fault `program-validity-open` */
export function entitle(program: Program, draft: PapersDraft, on: PlainDate): Entitled | null {
  if (draft.birthDate === '' || judge(program, draft, on)?.outcome !== 'met') return null;
  const { expires } = validity(program, draft.birthDate, on);
  return {
    birthDate: draft.birthDate,
    age: ageOn(draft.birthDate, on),
    issued: on,
    expires,
    careOf: draft.held.some(({ paper }) => program.papers[paper]?.attestation?.onCard === 'care-of'),
    papers: draft,
  };
}
