import type { VerdictCode } from '@commonkey/credential';

/** What this page adds to the reasons of `verifyCard`. */
export type PageReason =
  /** Nothing to check with yet: the lists were never fetched. */
  | 'no-trust'
  /** The city now shows another root key than the one this device remembers. */
  | 'root-changed'
  /** The check itself broke. */
  | 'check-failed';

export type ReasonCode = VerdictCode | PageReason;

/** Every reason, so that the compiler misses none and the catalogues can be held against it. */
const all: Record<ReasonCode, true> = {
  'qr-oversized': true,
  'qr-not-base45': true,
  'qr-not-zlib': true,
  'qr-truncated': true,
  'qr-damaged': true,
  'qr-not-cwt': true,
  'qr-no-claim-169': true,
  'qr-encrypted': true,
  'card-malformed': true,
  'algorithm-unsupported': true,
  'algorithm-mismatch': true,
  'wrong-key': true,
  'signature-wrong': true,
  'issuer-unknown': true,
  'issuer-mismatch': true,
  'desk-key-unknown': true,
  'desk-key-distrusted': true,
  'certificate-malformed': true,
  'certificate-signature-wrong': true,
  'issuing-key-unknown': true,
  'issuing-key-unproven': true,
  'certificate-outside-issuing-window': true,
  'issued-outside-certificate': true,
  revoked: true,
  suspended: true,
  'status-value-unknown': true,
  'status-list-missing': true,
  'status-list-foreign': true,
  'status-list-malformed': true,
  'status-list-unproven': true,
  'status-list-stale': true,
  'status-index-out-of-range': true,
  expired: true,
  'not-yet-valid': true,
  'clock-wrong': true,
  'no-trust': true,
  'root-changed': true,
  'check-failed': true,
};

export const reasonCodes = Object.keys(all) as readonly ReasonCode[];
