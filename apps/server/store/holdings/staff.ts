import type { StaffTables } from '../tables/staff.ts';
import type { HoldingsOf } from './holding.ts';

const staff = { basis: 'employment', clock: 'row', form: 'plain', proxyFor: ['nothing'] } as const;
const secure = { basis: 'security-of-the-service', clock: 'row', form: 'plain' } as const;
const member = { ...secure, type: 'uuid', purpose: 'tie-records-together', proxyFor: ['nothing'] } as const;
const until = {
  ...secure,
  type: 'timestamp with time zone',
  purpose: 'end-on-time',
  proxyFor: ['when-staff-worked'],
} as const;

export const staffHoldings = {
  staff_members: {
    series: 'staff-accounts',
    group: 'staff',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { standing: 'staff-decides' },
    columns: {
      id: { ...staff, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      called: { ...staff, type: 'text', purpose: 'greet-colleague' },
      left_on: { ...staff, type: 'date', purpose: 'give-authority', nullable: true },
    },
  },
  staff_roles: {
    series: 'staff-accounts',
    group: 'staff',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { standing: 'staff-decides' },
    columns: {
      staff_id: { ...staff, type: 'uuid', purpose: 'tie-records-together' },
      role: { ...staff, type: 'text', purpose: 'give-authority' },
      active: { ...staff, type: 'boolean', purpose: 'give-authority' },
    },
  },
  staff_passkeys: {
    series: 'staff-accounts',
    group: 'staff',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { standing: 'staff-decides' },
    columns: {
      credential_id: {
        ...secure,
        type: 'text',
        purpose: 'sign-in-staff',
        form: 'random',
        proxyFor: ['nothing'],
      },
      staff_id: member,
      public_key: {
        ...secure,
        type: 'bytea',
        purpose: 'sign-in-staff',
        form: 'public-key',
        proxyFor: ['nothing'],
      },
      sign_count: {
        ...secure,
        type: 'bigint',
        purpose: 'prevent-replay',
        form: 'count',
        proxyFor: ['nothing'],
      },
      synced: { ...secure, type: 'boolean', purpose: 'sign-in-staff', proxyFor: ['nothing'] },
      added_on: { ...secure, type: 'date', purpose: 'sign-in-staff', proxyFor: ['when-staff-worked'] },
      active: { ...secure, type: 'boolean', purpose: 'give-authority', proxyFor: ['nothing'] },
    },
  },
  staff_invites: {
    series: 'staff-sign-in',
    group: 'staff',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_at' },
    ephemeral: true,
    columns: {
      token_hash: {
        ...secure,
        type: 'bytea',
        purpose: 'sign-in-staff',
        form: 'salted-hash',
        proxyFor: ['nothing'],
      },
      staff_id: member,
      ends_at: until,
    },
  },
  staff_sessions: {
    series: 'staff-sign-in',
    group: 'staff',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_at' },
    ephemeral: true,
    columns: {
      token_hash: {
        ...secure,
        type: 'bytea',
        purpose: 'limit-a-session',
        form: 'salted-hash',
        proxyFor: ['nothing'],
      },
      staff_id: member,
      origin: { ...secure, type: 'text', purpose: 'limit-a-session', proxyFor: ['nothing'] },
      seen_at: { ...until, purpose: 'limit-a-session' },
      fresh_at: { ...until, purpose: 'limit-a-session' },
      ends_at: until,
    },
  },
  staff_challenges: {
    series: 'staff-sign-in',
    group: 'staff',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_at' },
    ephemeral: true,
    columns: {
      challenge: {
        ...secure,
        type: 'text',
        purpose: 'prevent-replay',
        form: 'random',
        proxyFor: ['nothing'],
      },
      purpose: { ...secure, type: 'text', purpose: 'prevent-replay', proxyFor: ['nothing'] },
      subject: { ...secure, type: 'text', purpose: 'prevent-replay', proxyFor: ['nothing'], nullable: true },
      ends_at: until,
    },
  },
  approvals: {
    series: 'staff-approvals',
    group: 'staff',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_at' },
    columns: {
      id: { ...secure, type: 'uuid', purpose: 'tell-records-apart', form: 'random', proxyFor: ['nothing'] },
      action: { ...secure, type: 'text', purpose: 'give-authority', proxyFor: ['who-of-staff-acted'] },
      action_hash: { ...secure, type: 'text', purpose: 'give-authority', proxyFor: ['who-of-staff-acted'] },
      subject: { ...member, purpose: 'give-authority', proxyFor: ['who-of-staff-acted'] },
      asked_by: { ...member, purpose: 'give-authority', proxyFor: ['who-of-staff-acted'] },
      approved_by: { ...member, purpose: 'give-authority', proxyFor: ['who-of-staff-acted'], nullable: true },
      alone: { ...secure, type: 'boolean', purpose: 'give-authority', proxyFor: ['who-of-staff-acted'] },
      used: { ...secure, type: 'boolean', purpose: 'prevent-replay', proxyFor: ['who-of-staff-acted'] },
      ends_at: until,
    },
  },
} as const satisfies HoldingsOf<StaffTables, string>;
