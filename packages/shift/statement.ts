import { Fault } from '@commonkey/words';
import type { AgeTally } from './ages.ts';
import { headOf } from './chain.ts';
import type { ShiftCode } from './codes.ts';
import { sha256Hex } from './digest.ts';
import type { Chain, Revocation } from './entries.ts';
import type { ShiftOffer } from './offer.ts';
import type { SpoilReason } from './shapes.ts';
import { replay, tally } from './tally.ts';

export type ClosedCard = {
  serial: string;
  issueMonth: string;
  expiryMonth: string | null;
  /** SHA-256 over serial and slip secret, hexadecimal; null where the program prints no slip. */
  slip: string | null;
};

/**
 * All that city hall learns of a shift. Every list is sorted, so that nothing tells in which order people came;
 * every string is of a shape that no name fits.
 */
export type ClosingStatement = {
  v: 1;
  shift: string;
  head: string;
  cards: ClosedCard[];
  spoiled: { serial: string; reason: SpoilReason }[];
  void: string[];
  unused: string[];
  revocations: Revocation[];
  counts: {
    refused: number;
    corrected: number;
    replaced: number;
    renewed: number;
    /** One count a fee code, in the order of the offer's `fees`. */
    fees: number[];
  };
  barcodes: { used: string[]; unused: string[] };
  /** Records of cards that waited for pick-up and were handed over, sorted; nothing says which serial was whose. */
  handedOver: string[];
  /**
   * Cards by age, of a round of shifts that ends with this one. Absent at most closings: no few are ever told (`mayBeTold`).
   */
  ages?: AgeTally;
};

/**
 * The statement of a closed chain. Throws `chain-not-open` when the chain's last entry is no close.
 * @param ages what `endOfShift` tells
 */
export function closingStatement(
  offer: ShiftOffer,
  chain: Chain,
  ages: AgeTally | null = null,
): ClosingStatement {
  const state = replay(offer, chain);
  if (!state.closed) throw new Fault<ShiftCode>('chain-not-open');
  const counts = tally(offer, chain);
  const cards: ClosedCard[] = [];
  const spoiled: ClosingStatement['spoiled'] = [];
  const voided: string[] = [];
  for (const [serial, outcome] of state.serials) {
    if (outcome.state === 'printed') {
      const { issueMonth, expiryMonth, slip } = outcome;
      cards.push({ serial, issueMonth, expiryMonth, slip });
    } else if (outcome.state === 'spoiled') spoiled.push({ serial, reason: outcome.reason });
    else voided.push(serial);
  }
  const bySerial = (a: { serial: string }, b: { serial: string }) => (a.serial < b.serial ? -1 : 1);
  return {
    v: 1,
    shift: offer.shift,
    head: headOf(chain),
    cards: cards.sort(bySerial),
    spoiled: spoiled.sort(bySerial),
    void: voided.sort(),
    unused: offer.places
      .map((place) => place.serial)
      .filter((serial) => !state.serials.has(serial))
      .sort(),
    revocations: [...state.revocations.values()].sort(bySerial),
    counts: {
      refused: counts.refused,
      corrected: counts.corrected,
      replaced: counts.replaced,
      renewed: counts.renewed,
      fees: offer.fees.map((code) => counts.fees[code] ?? 0),
    },
    barcodes: {
      used: offer.barcodes.filter((barcode) => state.barcodes.has(barcode)).sort(),
      unused: offer.barcodes.filter((barcode) => !state.barcodes.has(barcode)).sort(),
    },
    handedOver: [...state.handedOver].sort(),
    ...(ages === null ? {} : { ages }),
  };
}

/** The one text of a statement: fixed key order, no blanks. What is signed, sent and digested. */
export function statementText(s: ClosingStatement): string {
  return JSON.stringify({
    v: s.v,
    shift: s.shift,
    head: s.head,
    cards: s.cards.map(({ serial, issueMonth, expiryMonth, slip }) => ({
      serial,
      issueMonth,
      expiryMonth,
      slip,
    })),
    spoiled: s.spoiled.map(({ serial, reason }) => ({ serial, reason })),
    void: s.void,
    unused: s.unused,
    revocations: s.revocations.map((r) =>
      r.by === 'slip' ? { serial: r.serial, by: r.by, secret: r.secret } : { serial: r.serial, by: r.by },
    ),
    counts: {
      refused: s.counts.refused,
      corrected: s.counts.corrected,
      replaced: s.counts.replaced,
      renewed: s.counts.renewed,
      fees: s.counts.fees,
    },
    barcodes: { used: s.barcodes.used, unused: s.barcodes.unused },
    handedOver: s.handedOver,
    ...(s.ages === undefined ? {} : { ages: { from: s.ages.from, cards: s.ages.cards } }),
  });
}

/** SHA-256 of a statement's text, hexadecimal: what city hall acknowledges. */
export function statementDigest(text: string): Promise<string> {
  return sha256Hex(text);
}
