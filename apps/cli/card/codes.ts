import { Fault, type FaultParams } from '@commonkey/words';

/** What the card and root commands refuse, beside the codes of the packages. */
export type CardCommandCode =
  | 'cli-arguments-wrong'
  | 'cli-flag-missing'
  | 'cli-flag-twice'
  | 'cli-time-invalid'
  | 'cli-file-unreadable'
  | 'cli-file-exists'
  | 'cli-file-not-written'
  | 'picture-unreadable'
  | 'portrait-unreadable'
  | 'qr-not-found'
  | 'passphrase-missing'
  | 'passphrase-short'
  | 'passphrase-mismatch'
  | 'passphrase-wrong'
  | 'root-file-malformed'
  | 'request-malformed'
  | 'request-unproven'
  | 'program-unusable';

export function cardFault(
  code: CardCommandCode,
  params?: FaultParams,
  cause?: unknown,
): Fault<CardCommandCode> {
  return new Fault(code, params, cause === undefined ? undefined : { cause });
}
