import { Fault, type FaultParams } from '@commonkey/words';

/** Faults that the functions of this package throw. Sentences: `fault.<code>` in `words/`. */
export type ProgramCode =
  | 'program-paper-unknown'
  | 'program-date-invalid'
  | 'program-date-in-future'
  | 'program-validity-open'
  | 'program-validity-gap'
  | 'program-unbounded'
  | 'program-fact-needed'
  | 'program-portal-missing'
  | 'program-legal-missing';

export function programFault(code: ProgramCode, params: FaultParams = {}): Fault<ProgramCode> {
  return new Fault(code, params);
}
