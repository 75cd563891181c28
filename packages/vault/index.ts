export { type BoxKeys, type BoxPublicKey, newBoxKeys, openBox, sealBox } from './box.ts';
export { type AddressedBox, addBoxes, anyKeyTwice, boxCounter, boxesOf, packBoxes } from './box-set.ts';
export { type BundlePart, packBundle, unpackBundle } from './bundle.ts';
export {
  type Bytes,
  concat,
  fromBase64url,
  type Random,
  sameBytes,
  sha256,
  toBase64url,
  utf8,
  webRandom,
} from './bytes.ts';
export type { VaultCode } from './codes.ts';
export { addPieces, finishHalf, halfAt, maskHalf } from './newcomer.ts';
export { newPassphrase } from './passphrase.ts';
export { epochOf, openRecord, type RecordToSeal, sealRecord } from './record.ts';
export { commitment, joinTwo, splitInTwo, splitInTwoAt } from './shares.ts';
export { vaultWords } from './words.ts';
export { unwrapKey, wrapKey } from './wrap.ts';
