import type { Generated } from 'kysely';

/** Where an application stands. A draft was never sent; one that lapsed was decided by nobody in time. */
export type ApplicationState =
  | 'draft'
  | 'waiting'
  | 'asked'
  | 'second-look'
  | 'approved'
  | 'denied'
  | 'appealed'
  | 'lapsed'
  | 'withdrawn';

export interface PortalTables {
  /** What the service knows of an application without opening anything. Nothing in it was typed by a resident. */
  applications: {
    id: string;
    /** Random, for naming it in a letter or a complaint; opens nothing. */
    reference: string;
    state: ApplicationState;
    policy_version: string;
    /** HMAC of the continuation code under a key of the service: finds the row, and nothing else does. */
    tag: Uint8Array;
    /** Shares wrapped under the key that Argon2id makes of the code. */
    code_box: Uint8Array;
    /** A new code counts beside the old one until it is first used, so that a lost answer locks nobody out. */
    next_tag: Generated<Uint8Array | null>;
    next_code_box: Generated<Uint8Array | null>;
    /** SHA-256 of the share that the sealed file opens with; null in a draft, and once nothing is left that two could open. */
    share_commitment: Generated<Uint8Array | null>;
    /** The share in halves, each sealed to one evidence officer: any two of them join it. Null once nothing is left to open. */
    dual_boxes: Generated<Uint8Array | null>;
    /** Whether each half of `dual_boxes` lies at its officer's own place, so that a newcomer can be given one. */
    halves_placed: Generated<boolean>;
    /**
     * One person had both halves of this share at some time: of the database as it was then, that one opens it alone. False again
     * once everything is sealed with another share.
     */
    once_alone: Generated<boolean>;
    /** Halves of newcomers, in two pieces each, made by two officers and sealed to whom they are for. */
    given_boxes: Generated<Uint8Array | null>;
    /** A half begun by one officer: the newcomer's piece, and what any other officer needs to finish it. */
    begun_pieces: Generated<Uint8Array | null>;
    begun_masks: Generated<Uint8Array | null>;
    /** Full hour since when it waits for a reviewer. */
    waiting_since: Generated<Date | null>;
    reserved_by: Generated<string | null>;
    reserved_until: Generated<Date | null>;
    /** Who decided first: an appeal or a second look goes to somebody else. Emptied when neither can come any more. */
    first_reviewer: Generated<string | null>;
    /** What the first reviewer found, while a second look is due. */
    first_verdict: Generated<string | null>;
    /**
     * Public keys of the reviewers whom the living `review-box` is sealed to: who of staff can open it at all. Null once there is
     * none, and where it was sealed before this was kept.
     */
    review_keys: Generated<string[] | null>;
    /** Another photo for the card is asked for. */
    face_asked: Generated<boolean>;
    /** Requirements of the program that another paper is asked for, or that a denial rests on. */
    unmet: Generated<string[]>;
    decided_on: Generated<string | null>;
    /** The disposal certificate that lists it. */
    disposal_certificate: Generated<string | null>;
    appeal_until: Generated<string | null>;
    /** Latest date of the row itself; never before that of its records. */
    ends_on: string;
    /** Of the oldest of its sealed records there ever was. */
    age: Generated<number | null>;
  };
  /** A resident's session in the browser: ends when they leave, go idle, or press "exit this page". */
  portal_sessions: {
    token_hash: Uint8Array;
    application: string;
    /** Shares wrapped under a key that only the cookie makes. */
    box: Uint8Array;
    /** The resident said that others use this device. */
    shared_device: boolean;
    /** Somebody helps: nothing can be read back in this session. */
    helper: boolean;
    ends_at: Date;
  };
  /** Intake stopped or taken up again. The newest row counts. */
  portal_switches: {
    id: string;
    suspended: boolean;
    set_by: string;
    set_at: Date;
    /** Null in rows from before both were kept, like the salt under which the leaf says who. */
    ledger_salt: Generated<Uint8Array | null>;
    by_salt: Generated<Uint8Array | null>;
  };
  /** A key for sealed evidence: the private half is wrapped under what one passkey alone yields. */
  evidence_keys: {
    credential_id: string;
    staff_id: string;
    /** P-256, uncompressed point, base64url. */
    public_key: string;
    wrapped: Uint8Array;
    active: boolean;
  };
  /** Where an officer's halves lie in every sharing (1 to 254): one place a person for good, so that nobody collects two. */
  evidence_places: { staff_id: string; place: number };
  /** That somebody of staff opened sealed evidence: who, when, what for, and never whose. */
  evidence_openings: {
    id: string;
    staff_id: string;
    purpose: string;
    opened_at: Date;
    ends_on: string;
    /** Both null in rows from before they were kept; the second hides who, apart from that it happened. */
    ledger_salt: Generated<Uint8Array | null>;
    by_salt: Generated<Uint8Array | null>;
  };
  /** The reviewers' work of a month, in counts. */
  review_counts: { month: string; decided: number; second_looks: number; disagreed: number };
}
