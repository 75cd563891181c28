import type { CardTables } from '../tables/cards.ts';
import { appendOnly, SALT } from './append-only.ts';
import type { HoldingsOf } from './holding.ts';

const card = { basis: 'programme-ordinance', clock: 'row', form: 'plain' } as const;
const status = { ...card, purpose: 'card-status', proxyFor: ['that-a-card-was-revoked'] } as const;

const said = {
  ...card,
  purpose: 'commit-publicly',
  basis: 'public-accountability',
  proxyFor: ['nothing'],
} as const;

export const cardHoldings = {
  cards: {
    series: 'card-register',
    group: 'cards',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'own-rule',
    disposition: { by: 'ends_on' },
    recorded: 'issue_month',
    columns: {
      serial: {
        ...card,
        type: 'text',
        purpose: 'card-number',
        form: 'random',
        proxyFor: ['that-a-card-exists'],
      },
      list: { ...card, type: 'integer', purpose: 'card-status', form: 'random', proxyFor: ['nothing'] },
      place: { ...card, type: 'integer', purpose: 'card-status', form: 'random', proxyFor: ['nothing'] },
      issue_month: { ...card, type: 'text', purpose: 'card-validity', proxyFor: ['month-of-issue'] },
      expiry_month: {
        ...card,
        type: 'text',
        purpose: 'card-validity',
        proxyFor: ['month-of-issue', 'age-band'],
        nullable: true,
      },
      status: { ...status, type: 'text' },
      policy_version: {
        ...card,
        type: 'text',
        purpose: 'apply-the-right-rules',
        proxyFor: ['month-of-issue'],
      },
      slip_hash: {
        ...card,
        type: 'text',
        purpose: 'prove-holder-asked',
        form: 'salted-hash',
        proxyFor: ['nothing'],
        nullable: true,
      },
      ends_on: {
        ...card,
        type: 'date',
        basis: 'records-law',
        purpose: 'end-on-time',
        proxyFor: ['month-of-issue', 'age-band'],
      },
      disposal_certificate: {
        ...card,
        type: 'uuid',
        basis: 'records-law',
        purpose: 'certify-disposal',
        form: 'random',
        proxyFor: ['when-records-ended'],
        nullable: true,
      },
    },
  },
  status_lists: {
    series: 'status-lists',
    group: 'cards',
    location: ['database', 'static-files'],
    keyHolder: 'no-key',
    minProcess: 'on-request',
    disposition: { standing: 'runs-the-service' },
    columns: {
      list: { ...card, type: 'integer', purpose: 'publish-status', proxyFor: ['nothing'] },
      size: { ...card, type: 'integer', purpose: 'publish-status', proxyFor: ['nothing'] },
      withheld: { ...card, type: 'bytea', purpose: 'publish-status', form: 'random', proxyFor: ['nothing'] },
      spent: { ...card, type: 'bytea', purpose: 'publish-status', form: 'random', proxyFor: ['nothing'] },
      published_digest: {
        ...card,
        type: 'text',
        purpose: 'commit-publicly',
        form: 'salted-hash',
        proxyFor: ['nothing'],
        nullable: true,
      },
      published_on: {
        ...card,
        type: 'date',
        purpose: 'commit-publicly',
        proxyFor: ['when-the-service-ran'],
        nullable: true,
      },
      published_salt: {
        ...card,
        type: 'bytea',
        purpose: 'commit-publicly',
        form: 'random',
        proxyFor: ['nothing'],
        nullable: true,
      },
    },
  },
  status_lists_published: appendOnly(
    { series: 'status-lists', group: 'cards', minProcess: 'on-request' },
    {
      ledger_salt: SALT,
      list: { ...said, type: 'integer' },
      digest: { ...said, type: 'text', form: 'salted-hash' },
      said_on: { ...said, type: 'date', proxyFor: ['when-the-service-ran'] },
    },
  ),
} as const satisfies HoldingsOf<CardTables, string>;
