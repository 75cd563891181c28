import type { PortalTables } from '../tables/portal.ts';
import type { HoldingsOf } from './holding.ts';

const row = {
  purpose: 'follow-an-application',
  basis: 'programme-ordinance',
  clock: 'row',
  form: 'plain',
  proxyFor: ['how-an-application-stands'],
} as const;
const exists = ['that-an-application-exists'] as const;
const code = { ...row, type: 'bytea', purpose: 'find-by-code', proxyFor: exists } as const;
const decide = { ...row, purpose: 'decide-an-application', proxyFor: ['who-of-staff-acted'] } as const;
const session = {
  purpose: 'limit-a-session',
  basis: 'security-of-the-service',
  clock: 'row',
  form: 'plain',
  proxyFor: exists,
} as const;
const work = {
  purpose: 'limit-intake',
  basis: 'public-accountability',
  clock: 'row',
  form: 'plain',
  proxyFor: ['who-of-staff-acted'],
} as const;
const key = {
  purpose: 'open-with-two',
  basis: 'security-of-the-service',
  clock: 'row',
  form: 'plain',
  proxyFor: ['nothing'],
} as const;
const count = {
  type: 'integer',
  purpose: 'count-work',
  basis: 'public-accountability',
  clock: 'row',
  form: 'count',
  proxyFor: ['nothing'],
} as const;

export const portalHoldings = {
  applications: {
    series: 'online-application',
    group: 'applications',
    location: ['database'],
    keyHolder: 'resident',
    minProcess: 'own-rule',
    disposition: { by: 'ends_on' },
    columns: {
      id: { ...row, type: 'uuid', purpose: 'tell-records-apart', form: 'random', proxyFor: exists },
      reference: { ...row, type: 'text', purpose: 'tell-records-apart', form: 'random', proxyFor: exists },
      state: { ...row, type: 'text' },
      policy_version: { ...row, type: 'text', purpose: 'apply-the-right-rules', proxyFor: ['nothing'] },
      tag: { ...code, form: 'keyed-hash' },
      code_box: { ...code, form: 'sealed' },
      next_tag: { ...code, form: 'keyed-hash', nullable: true },
      next_code_box: { ...code, form: 'sealed', nullable: true },
      share_commitment: {
        ...row,
        type: 'bytea',
        purpose: 'open-with-two',
        form: 'salted-hash',
        nullable: true,
      },
      dual_boxes: { ...row, type: 'bytea', purpose: 'open-with-two', form: 'sealed', nullable: true },
      waiting_since: {
        ...row,
        type: 'timestamp with time zone',
        purpose: 'keep-order',
        clock: { emptiedAt: 'decision' },
        nullable: true,
      },
      reserved_by: { ...decide, type: 'uuid', clock: { emptiedAt: 'decision' }, nullable: true },
      reserved_until: {
        ...decide,
        type: 'timestamp with time zone',
        clock: { emptiedAt: 'decision' },
        nullable: true,
      },
      first_reviewer: { ...decide, type: 'uuid', nullable: true },
      first_verdict: { ...decide, type: 'text', nullable: true },
      review_keys: {
        ...decide,
        type: 'ARRAY',
        purpose: 'open-with-two',
        form: 'public-key',
        clock: { emptiedAt: 'decision' },
        nullable: true,
      },
      face_asked: { ...row, type: 'boolean', clock: { emptiedAt: 'decision' } },
      unmet: { ...row, type: 'ARRAY', proxyFor: ['which-requirement-was-not-met'] },
      decided_on: { ...row, type: 'date', nullable: true },
      appeal_until: { ...row, type: 'date', nullable: true },
      ends_on: { ...row, type: 'date', purpose: 'end-on-time' },
      disposal_certificate: {
        ...row,
        type: 'uuid',
        basis: 'records-law',
        purpose: 'certify-disposal',
        form: 'random',
        proxyFor: ['when-records-ended'],
        nullable: true,
      },
    },
  },
  portal_sessions: {
    series: 'online-sessions',
    group: 'applications',
    location: ['database'],
    keyHolder: 'resident',
    minProcess: 'own-rule',
    disposition: { by: 'ends_at' },
    ephemeral: true,
    columns: {
      token_hash: { ...session, type: 'bytea', form: 'salted-hash' },
      application: { ...session, type: 'uuid', purpose: 'tie-records-together', form: 'random' },
      box: { ...session, type: 'bytea', form: 'sealed' },
      shared_device: { ...session, type: 'boolean' },
      helper: { ...session, type: 'boolean' },
      ends_at: { ...session, type: 'timestamp with time zone', purpose: 'end-on-time' },
    },
  },
  portal_switches: {
    series: 'online-switches',
    group: 'applications',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'on-request',
    disposition: { standing: 'public-accountability' },
    columns: {
      id: { ...work, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      suspended: { ...work, type: 'boolean' },
      set_by: { ...work, type: 'uuid' },
      set_at: { ...work, type: 'timestamp with time zone' },
    },
  },
  evidence_keys: {
    series: 'staff-accounts',
    group: 'staff',
    location: ['database'],
    keyHolder: 'passkey',
    minProcess: 'own-rule',
    disposition: { standing: 'staff-decides' },
    columns: {
      credential_id: { ...key, type: 'text', form: 'random' },
      staff_id: { ...key, type: 'uuid', purpose: 'tie-records-together' },
      public_key: { ...key, type: 'text', form: 'public-key' },
      wrapped: { ...key, type: 'bytea', form: 'sealed' },
      active: { ...key, type: 'boolean', purpose: 'give-authority' },
    },
  },
  evidence_openings: {
    series: 'evidence-openings',
    group: 'staff',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_on' },
    columns: {
      id: { ...decide, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      staff_id: { ...decide, type: 'uuid', purpose: 'open-with-two' },
      purpose: { ...decide, type: 'text', purpose: 'open-with-two' },
      opened_at: { ...decide, type: 'timestamp with time zone', purpose: 'open-with-two' },
      ends_on: { ...decide, type: 'date', purpose: 'end-on-time' },
    },
  },
  review_counts: {
    series: 'review-counts',
    group: 'applications',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'on-request',
    disposition: { standing: 'public-accountability' },
    columns: {
      month: { ...count, type: 'text', form: 'plain', proxyFor: ['nothing'] },
      decided: count,
      second_looks: count,
      disagreed: count,
    },
  },
} as const satisfies HoldingsOf<PortalTables, string>;
