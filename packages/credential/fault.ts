import { Fault, type FaultParams } from '@commonkey/words';
import type { CredentialCode } from './codes.ts';

export function fault(code: CredentialCode, params?: FaultParams, cause?: unknown): Fault<CredentialCode> {
  return new Fault(code, params, cause === undefined ? undefined : { cause });
}
