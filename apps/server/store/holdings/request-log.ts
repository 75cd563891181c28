/** What the columns of every log of requests have in common: of those for records, and of those that come without an instrument. */

export const log = {
  purpose: 'answer-requests',
  basis: 'records-law',
  clock: 'row',
  form: 'plain',
  proxyFor: ['that-a-request-exists'],
} as const;
export const id = { ...log, type: 'uuid', purpose: 'tell-records-apart', form: 'random' } as const;
export const text = { ...log, type: 'text' } as const;
export const day = { ...log, type: 'date' } as const;
export const by = {
  ...log,
  type: 'uuid',
  purpose: 'give-authority',
  proxyFor: ['who-of-staff-acted', 'when-staff-worked'],
} as const;
