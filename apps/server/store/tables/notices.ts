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
    /** The day on which the contact ends, and with it the notice; today once it was sent. */
    ends_on: string;
  };
}
