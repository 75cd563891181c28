import { Fault } from '@commonkey/words';

/** Every code this package can answer with. */
export type LedgerCode =
  | 'ledger-event-invalid'
  | 'ledger-index-out-of-range'
  | 'ledger-frontier-invalid'
  | 'ledger-proof-invalid'
  | 'ledger-note-malformed'
  | 'ledger-note-unsigned'
  | 'ledger-note-signature'
  | 'ledger-key-malformed'
  /** A checkpoint of another log. */
  | 'ledger-origin-differs'
  /** Two trees of which neither is the beginning of the other. */
  | 'ledger-forked'
  /** The log has fewer leaves than it once signed for. */
  | 'ledger-rewound'
  /** What is served does not hash to the signed root. */
  | 'ledger-root-differs'
  | 'ledger-tile-path'
  | 'ledger-tile-missing'
  /** Fewer bytes than the path's width promises. */
  | 'ledger-tile-truncated'
  /** More bytes than the path's width promises. */
  | 'ledger-tile-width'
  /** Hashes that do not follow from the level below. */
  | 'ledger-tile-differs'
  | 'ledger-bundle-truncated'
  /** Bytes after the last entry. */
  | 'ledger-bundle-width'
  | 'ledger-entry-size'
  | 'ledger-leaf-unknown'
  | 'ledger-cosignature-malformed'
  | 'ledger-cosignature-invalid'
  | 'ledger-cosignatures-missing'
  | 'ledger-algorithm-unsupported'
  | 'ledger-receipt-malformed'
  | 'ledger-opening-malformed'
  /** What the holder says was committed is not what the leaf commits to. */
  | 'ledger-opening-differs';

/** @param size how many there are, so that the places are 0 to size − 1 */
export function outOfRange(index: number | string, size: number): Fault<LedgerCode> {
  return new Fault<LedgerCode>('ledger-index-out-of-range', { index: `${index}`, size, last: `${size - 1}` });
}
