import { Fault, type FaultParams } from '@commonkey/words';

/** What the key commands refuse, beside the keeper's own codes. */
export type KeysCommandCode =
  | 'keeper-not-running'
  | 'keys-file-needed'
  | 'root-public-malformed'
  | 'root-private-not-here'
  | 'thumbprint-differs'
  | 'certificate-file-malformed'
  | 'quarter-not-needed';

export function keysFault(
  code: KeysCommandCode,
  params?: FaultParams,
  cause?: unknown,
): Fault<KeysCommandCode> {
  return new Fault(code, params, cause === undefined ? undefined : { cause });
}
