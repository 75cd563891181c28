import {
  type DecodedCard,
  type Face,
  groupSerial,
  isSerial,
  type PlainDate,
  type Verdict,
} from '@commonkey/credential';
import type { ReasonCode } from './reasons.ts';

/** What the page shows of a card, and only once its signature is proven. */
export type ShownCard = {
  readonly name: string | null;
  readonly secondName: string | null;
  /** BCP 47, where the card's own code is one. */
  readonly secondLanguage: string | null;
  readonly birthDate: PlainDate | null;
  readonly issued: PlainDate | null;
  /** Last day; null: never expires. */
  readonly expires: PlainDate | null;
  /** In groups of four. */
  readonly number: string | null;
  readonly issuer: string | null;
  readonly face: Face | null;
};

export type VerdictView = {
  readonly verdict: Verdict['verdict'];
  readonly reason: ReasonCode | null;
  readonly card: ShownCard | null;
  /** Seconds; null where no list was needed or none was usable. */
  readonly listAge: number | null;
  /** Seconds since the keys were published. */
  readonly trustAge: number | null;
  /** The city only practises: its cards are specimens. */
  readonly practice: boolean;
};

/** What the device knows besides the card. */
export type Circumstances = {
  readonly practice: boolean;
  /** The city shows another root than the one remembered, and nobody has confirmed it yet. */
  readonly rootChanged: boolean;
  /** A trustworthy clock disagreed with this device's. */
  readonly clockWrong: boolean;
};

/** Turns a verdict into what the page shows. What a wrong clock or an unconfirmed root puts in doubt is never a yes or a no. */
export function viewOf(verdict: Verdict, around: Circumstances): VerdictView {
  const doubt = doubtAbout(verdict, around);
  return {
    verdict: doubt ? 'undetermined' : verdict.verdict,
    reason: doubt ?? (verdict.verdict === 'valid' ? null : verdict.reason),
    card: verdict.card ? shown(verdict.card) : null,
    listAge: verdict.listAge ?? null,
    trustAge: verdict.trustAge ?? null,
    practice: around.practice,
  };
}

/** A verdict that no card brought about: nothing to check with, or the check broke. */
export function undetermined(reason: ReasonCode, practice = false): VerdictView {
  return { verdict: 'undetermined', reason, card: null, listAge: null, trustAge: null, practice };
}

function doubtAbout(verdict: Verdict, { rootChanged, clockWrong }: Circumstances): ReasonCode | null {
  const reason = verdict.verdict === 'valid' ? null : verdict.reason;
  if (
    rootChanged &&
    (reason === null || reason === 'issuing-key-unknown' || reason === 'issuing-key-unproven')
  ) {
    return 'root-changed';
  }
  if (clockWrong && (reason === null || reason === 'expired' || reason === 'not-yet-valid'))
    return 'clock-wrong';
  return null;
}

function shown(card: DecodedCard): ShownCard {
  return {
    name: card.name ?? null,
    secondName: card.secondName ?? null,
    secondLanguage: languageTag(card.secondLanguage),
    birthDate: card.birthDate ?? null,
    issued: card.issued ?? null,
    expires: card.expires,
    number: card.serial ? numberOf(card.serial) : null,
    issuer: card.issuer ?? null,
    face: card.face ?? null,
  };
}

// Other issuers' numbers have their own shape, and regrouping them would misquote the card.
function numberOf(serial: string): string {
  return isSerial(serial) ? groupSerial(serial) : serial;
}

function languageTag(code: string | undefined): string | null {
  if (code === undefined) return null;
  try {
    return Intl.getCanonicalLocales(code)[0] ?? null;
  } catch {
    return null;
  }
}
