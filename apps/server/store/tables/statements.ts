import type { Generated } from 'kysely';

export interface StatementTables {
  /** What the city says in public of itself, with what anybody needs to find it in the ledger. */
  public_statements: {
    statement_no: Generated<number>;
    /** `StatementKind` of `store/statements.ts`. */
    kind: string;
    /** Which one: an app, a program, a key. */
    subject: string;
    /** SHA-256 in hexadecimal, or a key's thumbprint. */
    digest: string;
    said_on: string;
    ledger_salt: Uint8Array;
  };
  /** The first of the two steps in which sealed records end, so that a key which died without one shows. */
  disposals_begun: {
    id: string;
    series: string;
    begun_on: string;
    count: number;
    authority: string;
    /** The other direction: a hold came in time, and so many were taken back. */
    taken_back: boolean;
    ledger_salt: Uint8Array;
    /** What allows it; null in rows from before this was said, and of what an old copy of the database had brought back. */
    under: Generated<'schedule' | 'certificate' | null>;
    /** The approved certificate that listed it. */
    certificate: Generated<string | null>;
  };
}
