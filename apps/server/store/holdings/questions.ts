import type { QuestionTables } from '../tables/questions.ts';
import type { HoldingsOf } from './holding.ts';

const signed = {
  type: 'text',
  purpose: 'commit-publicly',
  basis: 'public-accountability',
  clock: 'row',
  form: 'plain',
  proxyFor: ['nothing'],
} as const;

export const questionHoldings = {
  question_reviews: {
    series: 'question-reviews',
    group: 'service',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'on-request',
    disposition: { standing: 'public-accountability' },
    columns: {
      id: { ...signed, type: 'uuid', purpose: 'tell-records-apart', form: 'random' },
      question: signed,
      digest: { ...signed, purpose: 'prove-not-altered', form: 'salted-hash' },
      office: { ...signed, purpose: 'give-authority' },
      signed_by: {
        ...signed,
        type: 'uuid',
        purpose: 'give-authority',
        proxyFor: ['who-of-staff-acted', 'when-staff-worked'],
      },
      by_salt: { ...signed, type: 'bytea', form: 'random', nullable: true },
      signed_on: { ...signed, type: 'date', purpose: 'keep-time', proxyFor: ['when-staff-worked'] },
      ledger_salt: { ...signed, type: 'bytea', form: 'random' },
    },
  },
} as const satisfies HoldingsOf<QuestionTables, string>;
