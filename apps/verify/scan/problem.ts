import { Fault } from '@commonkey/words';

/** Why there is nothing to check yet. No word about any card. */
export type ProblemCode =
  | 'no-code-found'
  | 'picture-unreadable'
  | 'picture-too-large'
  | 'text-missing'
  | 'camera-refused'
  | 'camera-missing'
  | 'camera-busy';

const all: Record<ProblemCode, true> = {
  'no-code-found': true,
  'picture-unreadable': true,
  'picture-too-large': true,
  'text-missing': true,
  'camera-refused': true,
  'camera-missing': true,
  'camera-busy': true,
};
export const problemCodes = Object.keys(all) as readonly ProblemCode[];

export const problem = (code: ProblemCode): Fault<ProblemCode> => new Fault(code);

/** The browser's name for a camera that does not start (Media Capture and Streams, 10.2.1) as ours. */
export function cameraProblem(error: unknown): ProblemCode {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'camera-refused';
  if (name === 'NotReadableError' || name === 'AbortError') return 'camera-busy';
  return 'camera-missing';
}
