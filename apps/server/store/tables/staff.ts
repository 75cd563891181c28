import type { Generated } from 'kysely';

export interface StaffTables {
  staff_members: {
    id: string;
    /** What colleagues call this member of staff. */
    called: string;
    /** null while active. */
    left_on: Generated<string | null>;
  };
  /** A role taken away stays as a row that gives nothing: authority never waits for a hold to end. */
  staff_roles: { staff_id: string; role: string; active: boolean };
  staff_passkeys: {
    /** WebAuthn credential id, base64url. */
    credential_id: string;
    staff_id: string;
    /** COSE public key. */
    public_key: Uint8Array;
    sign_count: number;
    /** Whether the authenticator may copy it elsewhere (WebAuthn level 3, backup eligibility). */
    synced: boolean;
    added_on: string;
    /** A removed passkey signs nobody in, whether or not its row may end yet. */
    active: boolean;
  };
  /** One-time links. Only the SHA-256 of what is in the link is kept. */
  staff_invites: { token_hash: Uint8Array; staff_id: string; ends_at: Date };
  staff_sessions: {
    token_hash: Uint8Array;
    staff_id: string;
    origin: string;
    seen_at: Date;
    /** Last time a passkey was used in this session: sensitive steps ask for a recent one. */
    fresh_at: Date;
    ends_at: Date;
  };
  /** A challenge counts once. */
  staff_challenges: { challenge: string; purpose: string; subject: string | null; ends_at: Date };
  approvals: {
    id: string;
    action: string;
    /** SHA-256 over the action and its facts, hexadecimal. */
    action_hash: string;
    /** The member of staff it concerns. */
    subject: string;
    asked_by: string;
    approved_by: Generated<string | null>;
    /** Approved by the person who asked, under the rule for a city hall of one. */
    alone: Generated<boolean>;
    used: Generated<boolean>;
    ends_at: Date;
  };
}
