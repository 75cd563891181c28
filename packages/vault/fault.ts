import { Fault } from '@commonkey/words';
import type { VaultCode } from './codes.ts';

/** Without parameters: nothing about what was being opened belongs into an error. */
export function fault(code: VaultCode, cause?: unknown): Fault<VaultCode> {
  return new Fault(code, {}, cause === undefined ? undefined : { cause });
}
