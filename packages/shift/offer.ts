/** One serial of the block and its place in a status list. */
export type OfferedPlace = { serial: string; uri: string; index: number };

/** What city hall hands a desk for one shift. It names no clerk, no place and no event. */
export type ShiftOffer = {
  /** 128 random bits, hexadecimal. */
  shift: string;
  /** Epoch seconds: the certificate's window. */
  from: number;
  until: number;
  /** How many cards the desk key may sign. Equals the number of serials in `places`. */
  quota: number;
  /** The desk certificate, base64url. */
  certificate: string;
  places: OfferedPlace[];
  /** 14-digit library numbers, empty where the program prints none. */
  barcodes: string[];
  policyVersion: string;
  /** Hard stop by hours, besides `until`. */
  maxHours: number;
  issuer: string;
  /** The program's fee codes; a closing statement counts them in this order. */
  fees: string[];
  /**
   * Under which a desk keeps the ages it counted from one shift to the next, 32 bytes in hexadecimal: city hall has this and not what
   * it opens, a laptop between shifts the other way round. Absent where the program counts none.
   */
  agesKey?: string;
};
