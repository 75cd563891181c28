import type { Generated } from 'kysely';

export const PUBLICATION_KINDS = ['demand', 'report', 'emergency'] as const;
export type PublicationKind = (typeof PUBLICATION_KINDS)[number];

export interface PublicationTables {
  /**
   * What the law department has made public, word for word; a report also while it waits for its second person. The newest of a
   * subject counts. Nothing of it is changed afterwards.
   */
  publications: {
    id: string;
    /** Counts up: the highest of a subject is its newest. */
    turn: Generated<number>;
    kind: PublicationKind;
    /** The random id of a demand or an emergency, or the half-year of a report as in `2026-H2`. */
    subject: string;
    /** JSON, as anybody may read it. Two people found that nobody is in it. */
    said: string;
    /** Null, as the two that follow, while it waits. */
    published_on: string | null;
    asked_by: string;
    published_by: string | null;
    ledger_salt: Uint8Array | null;
  };
  /** Pages of a demand’s paper that two people looked at and made public, as anybody gets them. Append only. */
  published_pages: {
    /** SHA-256 of the picture, by which a publication names it. */
    digest: Uint8Array;
    demand: string;
    /** Grey pixels with what was covered black, and nothing else. */
    jpeg: Uint8Array;
  };
}
