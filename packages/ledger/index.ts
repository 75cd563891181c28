export { type Checkpoint, readCheckpoint, signCheckpoint } from './checkpoint.ts';
export type { LedgerCode } from './errors.ts';
export { canonicalEvent, commit, type LedgerEvent } from './event.ts';
export { append, EMPTY_FRONTIER, type Frontier, packFrontier, root, unpackFrontier } from './frontier.ts';
export { leafHash, nodeHash } from './hash.ts';
export { proveInclusion, rootOf, verifyInclusion } from './inclusion.ts';
export { type NoteSigner, noteKeyId, noteVerifierKey, openNote, signNote } from './note.ts';
