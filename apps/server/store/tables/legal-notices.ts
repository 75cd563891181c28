import type { Generated } from 'kysely';
import type { HoldSentences } from './holds.ts';

/** Why residents may be told: what counsel found, from a closed list. There is no field for more. */
export const NOTICE_BASES = ['no-order-forbids', 'order-ended', 'court-allows', 'law-requires'] as const;
export type NoticeBasis = (typeof NOTICE_BASES)[number];

type Decided = {
  id: string;
  hold: string;
  basis: NoticeBasis;
  /** It waits where the hold may not be spoken of, and goes on by itself once it may; else an order of silence ends it. */
  after_gag: boolean;
  asked_at: Date;
  asked_by: string;
  agreed_at: Generated<Date | null>;
  /** Somebody else than who asked. */
  agreed_by: Generated<string | null>;
  ended_at: Generated<Date | null>;
  ended_by: Generated<string | null>;
  ledger_salt: Generated<Uint8Array | null>;
  /** Under which the leaf says who the two were. */
  by_salt: Generated<Uint8Array | null>;
  ended_salt: Generated<Uint8Array | null>;
};

export interface LegalNoticeTables {
  /** That two people of the law department found that those whose records a hold takes may be told. */
  hold_notices: Decided & {
    /** Messages that a carrier took over. */
    told: Generated<number>;
  };
  /** What the city says on a page of its own to whom it cannot write. Nobody is named in it. */
  public_notices: Decided & {
    /** Plain text by BCP 47 tag. */
    sentences: HoldSentences;
    /** The first day on which it stands there, and the first on which it does not. */
    from_on: string;
    until_on: string;
  };
}
