import type { Generated } from 'kysely';
import type { EventAccess } from './events.ts';

export const SITE_STATES = ['asked', 'accepted', 'declined'] as const;
export type SiteState = (typeof SITE_STATES)[number];

/** Why the city does not come; none of them speaks of a person. */
export const SITE_REASONS = ['no-people', 'too-few', 'place-unfit', 'days-taken', 'other-place'] as const;
export type SiteReason = (typeof SITE_REASONS)[number];

export interface SiteTables {
  /** An organisation that asks for an event day at its place. */
  site_requests: {
    /** Of the form: a press that is repeated asks once. */
    id: string;
    state: SiteState;
    reason: SiteReason | null;
    organisation: string;
    place: string;
    address: string;
    /** When it would suit, in the organisation's words. */
    weeks: string;
    people: number;
    languages: string[];
    access: EventAccess[];
    /** Of the organisation: an address or a number of its office. */
    contact: string;
    /** The mark of the day that was made from it. */
    planned: Generated<string | null>;
    asked_on: string;
    ends_on: string;
  };
}
