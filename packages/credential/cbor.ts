import { type DecodeOptions, decode, encode, rfc8949EncodeOptions, Tagged } from 'cborg';
import { type Bytes, own } from './bytes.ts';
import { fault } from './fault.ts';

export { Tagged };

/** CBOR in the core deterministic encoding of RFC 8949 section 4.2.1. Maps are `Map`s. */
export function toCbor(value: unknown): Bytes {
  return own(encode(value, rfc8949EncodeOptions));
}

const OPTIONS: DecodeOptions = {
  useMaps: true,
  rejectDuplicateMapKeys: true,
  allowUndefined: false,
  // 16–18 and 61 are the COSE and CWT tags a reader must tell apart; any other tag is refused where it stands.
  tags: Tagged.preserve(16, 17, 18, 61, 96, 97, 98),
};

/** One CBOR item and nothing after it; maps become `Map`s, duplicate keys are refused. Fault: `qr-not-cwt`. */
export function fromCbor(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, OPTIONS);
  } catch (error) {
    // Not "damaged": the checksum around it has held, so these bytes are what somebody wrote.
    throw fault('qr-not-cwt', {}, error);
  }
}

export type CborMap = Map<unknown, unknown>;

export function isMap(value: unknown): value is CborMap {
  return value instanceof Map;
}
