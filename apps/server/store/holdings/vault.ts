import type { VaultTables } from '../tables/vault.ts';
import type { HoldingsOf } from './holding.ts';

const sealed = {
  purpose: 'keep-sealed',
  basis: 'programme-ordinance',
  clock: 'row',
  form: 'plain',
  proxyFor: ['that-an-application-exists'],
} as const;
const slot = { ...sealed, form: 'random' } as const;

export const vaultHoldings = {
  vault_records: {
    series: 'online-records',
    group: 'applications',
    location: ['database', 'blob-store'],
    keyHolder: 'keeper-and-officers',
    minProcess: 'own-rule-and-two',
    disposition: { vault: 'ends_on' },
    columns: {
      id: { ...slot, type: 'uuid', purpose: 'tell-records-apart' },
      application: { ...slot, type: 'uuid', purpose: 'tie-records-together', nullable: true },
      matter: {
        ...slot,
        type: 'uuid',
        purpose: 'tie-records-together',
        basis: 'records-law',
        proxyFor: ['that-a-request-exists', 'that-places-were-booked'],
        nullable: true,
      },
      kind: { ...sealed, type: 'text', proxyFor: ['how-an-application-stands'] },
      series: { ...sealed, type: 'text', purpose: 'end-on-time' },
      epoch: { ...sealed, type: 'text', purpose: 'end-on-time' },
      slot: { ...slot, type: 'integer' },
      sealed: {
        ...sealed,
        type: 'bytea',
        form: 'sealed',
        nullable: true,
        proxyFor: ['about-how-much-was-sent'],
      },
      blob: { ...slot, type: 'text', nullable: true },
      ends_on: { ...sealed, type: 'date', purpose: 'end-on-time', proxyFor: ['how-an-application-stands'] },
      disposal_certificate: {
        ...sealed,
        type: 'uuid',
        basis: 'records-law',
        purpose: 'certify-disposal',
        form: 'random',
        proxyFor: ['when-records-ended'],
        nullable: true,
      },
      tombstoned_on: {
        ...sealed,
        type: 'date',
        purpose: 'prove-destruction',
        nullable: true,
        proxyFor: ['when-records-ended'],
      },
      because: {
        ...sealed,
        type: 'text',
        purpose: 'prove-destruction',
        nullable: true,
        proxyFor: ['how-an-application-stands'],
      },
      set_aside_on: {
        ...sealed,
        type: 'date',
        purpose: 'prove-destruction',
        nullable: true,
        proxyFor: ['when-records-ended'],
      },
      age: {
        ...sealed,
        type: 'integer',
        basis: 'legal-process',
        purpose: 'obey-a-hold',
        proxyFor: ['that-a-demand-exists'],
        nullable: true,
      },
    },
  },
} as const satisfies HoldingsOf<VaultTables, string>;
