/**
 * What each box and wrapped key is for (HPKE `info`, RFC 9180 section 5; HKDF `info`, RFC 5869). Shared by city hall and the
 * officers' browsers: a box of one application or purpose does not open as that of another.
 */
export const reviewBoxFor = (application: string) => `commonkey-review-box-v1 ${application}`;
export const dualBoxFor = (application: string) => `commonkey-dual-box-v1 ${application}`;
/** The two pieces of a newcomer's half, and the mask that goes between the two who make it, for the newcomer's place alone. */
export const maskedPieceFor = (application: string) => `commonkey-half-masked-v1 ${application}`;
export const finishedPieceFor = (application: string) => `commonkey-half-finished-v1 ${application}`;
export const halfMaskFor = (application: string, place: number) =>
  `commonkey-half-mask-v1 ${application} ${place}`;
export const unsealBoxFor = (request: string) => `commonkey-unseal-box-v1 ${request}`;
export const EVIDENCE_KEY = 'commonkey-evidence-key-v1';

/**
 * Input of the passkey's PRF (WebAuthn level 3, section 10.1.4), the same for everybody: the output differs by passkey, and
 * nobody has it without a touch. The desk asks another input, so that neither learns the other's key.
 */
export const EVIDENCE_PRF = 'commonkey-evidence-prf-v1';
