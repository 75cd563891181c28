import type { Program } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { DeskCode } from '../codes.ts';

/** The city's rules as city hall checked and serves them. @throws Fault `desk-program-refused` */
export function readProgramAnswer(answer: unknown): { program: Program; practiceCity: boolean } {
  if (typeof answer !== 'object' || answer === null || !('program' in answer))
    throw new Fault<DeskCode>('desk-program-refused');
  const { program } = answer;
  if (
    typeof program !== 'object' ||
    program === null ||
    !('papers' in program) ||
    !('requirements' in program)
  )
    throw new Fault<DeskCode>('desk-program-refused');
  return {
    program: program as Program,
    practiceCity: 'practiceCity' in answer && answer.practiceCity === true,
  };
}
