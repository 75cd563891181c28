export { auditLog, findLeaf } from './audit.ts';
export { type Checkpoint, checkpointOf, readCheckpoint, signCheckpoint } from './checkpoint.ts';
export { proveConsistency, verifyConsistency } from './consistency.ts';
export { type Cosignature, cosignedMessage, verifyCosignatures } from './cosignature.ts';
export { type LedgerCode, outOfRange } from './errors.ts';
export { canonicalEvent, commit, type LedgerEvent } from './event.ts';
export { append, EMPTY_FRONTIER, type Frontier, packFrontier, root, unpackFrontier } from './frontier.ts';
export { type LogFile, tilesOf } from './grow.ts';
export { leafHash, nodeHash } from './hash.ts';
export { proveInclusion, rootOf, verifyInclusion } from './inclusion.ts';
export { keyId, readVerifierKey, type VerifierKey, verifierKey } from './key.ts';
export { logName } from './log-name.ts';
export { type NoteSigner, noteKeyId, noteVerifierKey, openNote, readNote, signNote } from './note.ts';
export { leafOf, type Opening, readOpening, writeOpening } from './opening.ts';
export {
  beginsAsReceipt,
  type Proven,
  type Receipt,
  readReceipt,
  verifyReceipt,
  writeReceipt,
} from './receipt.ts';
export {
  decodeEntries,
  decodeTile,
  encodeEntries,
  encodeTile,
  type ReadFile,
  readEntries,
  readEntry,
  readTile,
} from './tile-bytes.ts';
export { readTilePath, type TileFile, tilePath } from './tile-path.ts';
export { type TileTree, tileTree } from './tile-tree.ts';
export { addCheckpointBody, withCosignatures } from './witness.ts';
