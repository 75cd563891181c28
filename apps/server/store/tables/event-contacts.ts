import type { Generated } from 'kysely';

/** What there is to be told of places at an event day. */
export const EVENT_NEWS = ['changed', 'drawn', 'say-yes', 'offered'] as const;
export type EventNews = (typeof EVENT_NEWS)[number];

export interface EventContactTables {
  /** That somebody with a code wants to be told. Where and how is sealed, under a key that dies on the day: `vault_records.matter`. */
  event_contacts: {
    id: string;
    event: string;
    /** Of the code, as in its booking; null once it is not used any more. */
    tag: Uint8Array | null;
    /** The newest of the news. */
    about: EventNews;
    /** How many pieces of news there were, and up to which one they were told. */
    news: Generated<number>;
    told: Generated<number>;
    /** Handed to a carrier that has not said yet whether it takes it. */
    trying: Generated<number | null>;
    /** From when on it may be told; null: nothing waits. */
    due_at: Generated<Date | null>;
    tries: Generated<number>;
    /** Messages that may have gone twice, because the service ended while one was handed over. */
    again: Generated<number>;
    /** Of a draw: asked once more whether they come. */
    reminded: Generated<boolean>;
    /** The night after the day. */
    ends_on: string;
  };
}
