import { Fault, isFault } from '@commonkey/words';
import type { DeskCode } from './codes.ts';

/** Steps from a person's yes to their card, for telling where something went wrong that nobody had foreseen. */
export type WorkStep = 'face' | 'fit' | 'intent' | 'sign' | 'draw' | 'print';

// A name can be given to any error, and so could hold anything (T9): only those of the platform are told.
const KINDS: ReadonlySet<string> = new Set([
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  // WebAssembly JavaScript Interface, section 5.10
  'CompileError',
  'LinkError',
  'RuntimeError',
  // Web IDL, section 2.8.1, as far as a desk can meet them
  'AbortError',
  'ConstraintError',
  'DataCloneError',
  'DataError',
  'EncodingError',
  'InvalidAccessError',
  'InvalidStateError',
  'NetworkError',
  'NotAllowedError',
  'NotFoundError',
  'NotReadableError',
  'NotSupportedError',
  'OperationError',
  'QuotaExceededError',
  'SecurityError',
  'TimeoutError',
  'TransactionInactiveError',
  'UnknownError',
  'VersionError',
]);

/** The platform's own name for this kind of error, or `other`. Never the error's text. */
export function kindOf(error: unknown): string {
  const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : undefined;
  return typeof name === 'string' && KINDS.has(name) ? name : 'other';
}

/** Does a step. @throws Fault: its own, or `desk-unexpected` with the step and the kind of what was not foreseen */
export async function during<T>(step: WorkStep, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isFault(cause)) throw cause;
    throw new Fault<DeskCode>('desk-unexpected', { code: `${step}: ${kindOf(cause)}` }, { cause });
  }
}
