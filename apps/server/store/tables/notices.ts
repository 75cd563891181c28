import type { Generated } from 'kysely';

export interface NoticeTables {
  /** That an application's owner is to be told that there is news. Not what news it is, nor where they are written to. */
  notices: {
    id: string;
    application: string;
    /** Full hour from which it may be sent. */
    due_at: Date;
    /** How often a carrier did not take it, so that waits grow. */
    tries: Generated<number>;
    /** The day on which the contact ends, and with it the notice; today once news was sent. */
    ends_on: string;
    /** Told because two of the law department said so (`hold_notices`); null: of the application itself. */
    about: Generated<string | null>;
    /** Then the sealed contact that it goes to, and no other: a new one is asked for anew. */
    contact: Generated<string | null>;
    /** This contact was opened: it was sent, or its owner did not choose it, and nothing says which. */
    done: Generated<boolean>;
  };
}
