import type { Generated } from 'kysely';

/** The offices of which both sign, each by another person. */
export const SIGNING_OFFICES = ['records-officer', 'law-officer'] as const;
export type SigningOffice = (typeof SIGNING_OFFICES)[number];

export interface QuestionTables {
  /** That somebody looked at a question and found it still needed. Append only. */
  question_reviews: {
    id: string;
    /** Its name in the list of questions. */
    question: string;
    /** SHA-256 over what the list says of it, so that a question that changed is one that nobody signed for. */
    digest: string;
    office: SigningOffice;
    signed_by: string;
    /** Under which the leaf says who; null in signatures from before it did. */
    by_salt: Generated<Uint8Array | null>;
    signed_on: string;
    ledger_salt: Uint8Array;
  };
}
