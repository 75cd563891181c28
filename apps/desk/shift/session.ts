import type { Program } from '@commonkey/program';
import type { PracticeShift } from '../practice/practice-shift.ts';
import type { LiveShift } from './live-shift.ts';

/** Whom the screens work for: a shift that signs, or one that cannot. */
export type Session = LiveShift | PracticeShift;

export function programOf(session: Session): Program {
  return session.kind === 'live' ? session.record.program : session.program;
}

export function isPracticeCity(session: Session): boolean {
  return session.kind === 'live' ? session.record.practiceCity : session.practiceCity;
}
