/** Why a QR text could not be read as a card. Nothing has been established about any card. */
export type ReadCode =
  /** Longer than any QR code holds, or inflating past the cap. */
  | 'qr-oversized'
  | 'qr-not-base45'
  | 'qr-not-zlib'
  /** Ends before its own structure does. */
  | 'qr-truncated'
  /** Complete, but the checksum or the compressed stream is broken. */
  | 'qr-damaged'
  /** Intact, and no CWT in COSE_Sign1: foreign, or a map with a key twice. */
  | 'qr-not-cwt'
  | 'qr-no-claim-169'
  /** A COSE_Encrypt0: a card for somebody who holds a key. */
  | 'qr-encrypted'
  /** A claim 169 whose attributes or claims have impossible types. */
  | 'card-malformed';

/** Why a signature, a key or a certificate does not carry the card. */
export type ChainCode =
  | 'algorithm-unsupported'
  /** The protected header's algorithm is not the key's. */
  | 'algorithm-mismatch'
  /** The header names another key than its certificate holds. */
  | 'wrong-key'
  | 'signature-wrong'
  | 'issuer-unknown'
  | 'issuer-mismatch'
  | 'desk-key-unknown'
  | 'desk-key-distrusted'
  | 'certificate-malformed'
  | 'certificate-signature-wrong'
  | 'issuing-key-unknown'
  /** The bundle holds the issuing key, but no pinned root vouches for it. */
  | 'issuing-key-unproven'
  | 'certificate-outside-issuing-window'
  | 'issued-outside-certificate';

/** What the status list says, or why it says nothing. */
export type StatusCode =
  | 'revoked'
  | 'suspended'
  | 'status-value-unknown'
  | 'status-list-missing'
  | 'status-list-foreign'
  | 'status-list-malformed'
  | 'status-list-unproven'
  | 'status-list-stale'
  | 'status-index-out-of-range';

export type TimeCode = 'expired' | 'not-yet-valid' | 'clock-wrong';

export type VerdictCode = ReadCode | ChainCode | StatusCode | TimeCode;

/** Faults of the issuing side: nothing is signed. */
export type IssueCode =
  | 'serial-invalid'
  | 'date-invalid'
  | 'issuer-invalid'
  | 'name-invalid'
  | 'language-invalid'
  | 'face-not-avif'
  | 'status-invalid'
  | 'quota-invalid'
  | 'window-invalid'
  | 'key-invalid'
  | 'trust-malformed'
  | 'list-invalid'
  | 'qr-does-not-fit';

export type CredentialCode = VerdictCode | IssueCode;
