import type { HeldPaper, PlainDate } from '@commonkey/program';
import type { Purpose, Revocation } from '@commonkey/shift';
import type { PapersDraft } from '../papers/draft.ts';
import type { PersonDraft } from '../person/draft.ts';
import type { Known, Person } from '../person/person.ts';
import type { Pixels } from '../picture/pixels.ts';

/** One person at the desk. It lives in this page's memory, between "next person" and "done". */
export type Visit = {
  readonly purpose: Purpose;
  /** The person's language: for this visit only. */
  readonly language: string;
  readonly known: Known | null;
  /** Written into the chain when the new card is handed over. */
  readonly surrendered: Revocation | null;
  readonly party: Party;
  /** The sealed record of a card that waited for pick-up: the papers were looked at before. */
  readonly pickUp?: string;
};

/** People who came together; they share the papers that show where they live, and nothing else. */
export type Party = { readonly place: number; readonly residency: readonly HeldPaper[] };

/** What the rules have granted: nothing after the papers screen can be reached without one. */
export type Entitled = {
  readonly birthDate: PlainDate;
  readonly age: number;
  readonly issued: PlainDate;
  readonly expires: PlainDate | null;
  /** Who attested, where the program prints it as "care of". */
  readonly careOf: boolean;
  readonly papers: PapersDraft;
};

/** The picture as a card needs it: 413×531 pixels for the face side, and small AVIFs of it for the QR. */
export type Portrait = {
  readonly picture: Pixels;
  readonly png: Uint8Array;
  /** AVIF bytes at a size and quality; each is made once. */
  face(width: number, height: number, quality: number): Promise<Uint8Array>;
  /** Overwrites every copy. */
  wipe(): void;
};

/** A card as the person reads it, before anything is signed. */
export type Proposed = {
  readonly visit: Visit;
  readonly entitled: Entitled;
  readonly person: Person;
  readonly portrait: Portrait;
};

export type PrintableCard = {
  readonly serial: string;
  readonly qr: string;
  readonly front: Uint8Array;
  readonly back: Uint8Array;
  readonly slip: { readonly secret: string; readonly hash: string } | null;
};

export type OldCardPurpose = Exclude<Purpose, 'first'>;

export type Step =
  | { readonly at: 'ready' }
  | { readonly at: 'old-card'; readonly purpose: OldCardPurpose }
  | { readonly at: 'pick-up' }
  | { readonly at: 'papers'; readonly visit: Visit; readonly papers: PapersDraft }
  | { readonly at: 'refused'; readonly visit: Visit; readonly papers: PapersDraft }
  | { readonly at: 'person'; readonly visit: Visit; readonly entitled: Entitled; readonly draft: PersonDraft }
  | { readonly at: 'picture'; readonly visit: Visit; readonly entitled: Entitled; readonly person: Person }
  | { readonly at: 'proof'; readonly proposed: Proposed }
  | { readonly at: 'printing'; readonly proposed: Proposed }
  | { readonly at: 'scan-back'; readonly proposed: Proposed; readonly card: PrintableCard }
  | { readonly at: 'spoiling'; readonly proposed: Proposed; readonly card: PrintableCard }
  | { readonly at: 'done'; readonly fee: string | null; readonly next: Party | null };

export type StepName = Step['at'];

export type Event =
  | { readonly do: 'next-person'; readonly language: string }
  | { readonly do: 'bring-old-card'; readonly purpose: OldCardPurpose }
  | {
      readonly do: 'old-card-read';
      readonly known: Known | null;
      readonly surrendered: Revocation | null;
      readonly held: readonly HeldPaper[];
      readonly language: string;
    }
  | { readonly do: 'fetch-card' }
  | { readonly do: 'sheet-read'; readonly proposed: Proposed }
  | { readonly do: 'papers'; readonly papers: PapersDraft }
  | { readonly do: 'language'; readonly language: string }
  | { readonly do: 'zone-read'; readonly known: Known }
  | { readonly do: 'refuse' }
  | { readonly do: 'entitle'; readonly entitled: Entitled }
  | { readonly do: 'draft'; readonly draft: PersonDraft }
  | { readonly do: 'name-person'; readonly person: Person }
  | { readonly do: 'portray'; readonly portrait: Portrait }
  | { readonly do: 'confirm' }
  | { readonly do: 'not-signed' }
  | { readonly do: 'waits-no-more' }
  | { readonly do: 'signed'; readonly card: PrintableCard }
  | { readonly do: 'spoil' }
  | { readonly do: 'spoiled'; readonly wrongData: boolean }
  | {
      readonly do: 'hand-over';
      readonly fee: string | null;
      readonly partyMax: number;
      readonly residency: readonly HeldPaper[];
    }
  | { readonly do: 'back' }
  | { readonly do: 'next-of-party'; readonly language: string }
  | { readonly do: 'end-party' }
  | { readonly do: 'leave' };
