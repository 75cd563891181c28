import type { Generated, JSONColumnType } from 'kysely';

/** Who asks, as far as the clock needs to know. */
export const REQUESTERS = ['ordinary', 'commercial', 'recurrent'] as const;
export type Requester = (typeof REQUESTERS)[number];

/** What a request is about, and what an exemption or a redaction falls on. */
export const REQUEST_CLASSES = [
  'demands',
  'schedules',
  'contracts',
  'counts',
  'policies',
  'messages',
  'staff',
  'spending',
  'applications',
  'papers',
  'pictures',
  'cards',
  'other',
] as const;
export type RequestClass = (typeof REQUEST_CLASSES)[number];

export const REQUEST_STEPS = [
  'extended',
  'scoped',
  'dated',
  'exempted',
  'redacted',
  'opened',
  'prepared',
  'issued',
  'withdrawn',
  'review-asked',
  'review-answered',
] as const;
export type RequestStep = (typeof REQUEST_STEPS)[number];

/** `extension` goes out while the request is open; every other one answers it. */
export const LETTERS = [
  'extension',
  'no-records',
  'undetermined',
  'denied',
  'granted',
  'granted-in-part',
] as const;
export type Letter = (typeof LETTERS)[number];

/** How far one clause of a scope could be answered: people by answer, and the name of the field, of a closed list or `other`. */
export type ClauseFinding = {
  field: string;
  yes: number;
  no: number;
  reading: number;
  unknown: number;
};

/** What a scope came to against what was there: counts alone. */
export type Findings = {
  /** The day, and the rules in force. */
  on: string;
  version: string;
  items: {
    /** People of whom anything is held. */
    known: number;
    /** People of whom something asked for is held, by what is known of whether they are meant. */
    meant: { yes: number; reading: number; unknown: number };
    /** Kinds of things held that nobody has described. */
    undescribed: number;
    clauses: ClauseFinding[];
  }[];
};

export interface RequestTables {
  /** A public-records request, as far as it may be in plain: nobody's name, address or words. Append only. */
  record_requests: {
    id: string;
    /** Year and place in it. */
    number: string;
    received_on: string;
    requester: Requester;
    classes: RequestClass[];
    /** By the city's rules on the day it was logged. */
    reply_by: string;
    /** The sealed record with who asked and in which words. */
    sealed: string;
    logged_on: string;
    logged_by: string;
    ledger_salt: Uint8Array;
  };
  /** What was done about it. Append only; the letters among them say how it stands. */
  record_request_steps: {
    id: string;
    request: string;
    /** Counts from 1. The same place is taken once: of two who act at once, one is told. */
    place: number;
    step: RequestStep;
    moved_on: string;
    moved_by: string;
    /** Extended: which of the law's reasons. */
    reason: Generated<string | null>;
    /** Extended, review asked: the new day. */
    due_on: Generated<string | null>;
    /** Prepared and issued. */
    letter: Generated<Letter | null>;
    /** Exempted and redacted: by which exemption. */
    exemption: Generated<string | null>;
    class: Generated<RequestClass | null>;
    /** Redacted: at how many places. */
    places: Generated<number | null>;
    /** Dated: the days that the request asks about; null on a side that it leaves open. The newest counts. */
    asked_from: Generated<string | null>;
    asked_until: Generated<string | null>;
    /** Scoped, and issued where the letter rests on it: SHA-256 of the scope, hexadecimal. */
    scope_digest: Generated<string | null>;
    findings: JSONColumnType<Findings | null, string | null | undefined, never>;
    /** The sealed record with the words that go with it: the scope, a letter's own. */
    sealed: Generated<string | null>;
    ledger_salt: Uint8Array;
  };
  /** An address at which an officer's own calendar program fetches the law department's days, without content. */
  calendar_feeds: {
    /** SHA-256 of the address's secret part. */
    token_hash: Uint8Array;
    staff_id: string;
    ends_at: Date;
  };
}
