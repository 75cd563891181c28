export { fromBase64url, type Random, toBase64url, webRandom } from './bytes.ts';
export {
  type Certificate,
  type CertificateRequest,
  certifyDesk,
  certifyIssuing,
  readCertificate,
} from './certificate.ts';
export type {
  ChainCode,
  CredentialCode,
  IssueCode,
  ReadCode,
  StatusCode,
  TimeCode,
  VerdictCode,
} from './codes.ts';
export type { StatusLists } from './consult-list.ts';
export { isPlainDate, type PlainDate } from './dates.ts';
export { type DecodedCard, type Dialect, decodeCard, type StatusReference } from './decode-card.ts';
export { FACE_SIZES, type FaceSize, type Fitted, fitCard, MOST_MODULES } from './fit-card.ts';
export type { AttributeName, Face, FaceFormat, Identity } from './identity.ts';
export {
  type CheckingJwk,
  importKeyPair,
  keyId,
  newKeyPair,
  type PublicJwk,
  type Signer,
  toPublicJwk,
  webCryptoSigner,
} from './keys.ts';
export { fitQr, qrModules } from './qr.ts';
export { newRoot, type PrivateJwk } from './root.ts';
export { groupSerial, isSerial, newSerial, readSerial } from './serial.ts';
export { type CardClaims, type CardForm, signCard } from './sign-card.ts';
export { groupSlip, newSlipSecret, readSlipSecret, slipHash } from './slip.ts';
export {
  drawPlaces,
  getStatus,
  type ListTimes,
  newStatusList,
  type ProvenList,
  readStatusList,
  type StatusList,
  setStatus,
  signStatusList,
} from './status-list.ts';
export {
  buildTrust,
  type Pins,
  parseTrust,
  type Role,
  type TrustBundle,
  type TrustKey,
  type TrustParts,
  thumbprint,
} from './trust.ts';
export { type Verdict, verifyCard } from './verify-card.ts';
