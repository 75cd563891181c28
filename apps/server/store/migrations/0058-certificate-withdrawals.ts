export const name = '0058-certificate-withdrawals';

/** Why a certificate was taken back, by a word from a list. Steps from before it was asked have none. */
export const up = `
alter table certificate_steps
  add column why text check (why in ('wrong-span', 'wrong-item', 'wrong-day', 'rules-changed', 'other')),
  add constraint certificate_steps_why check (why is null or step = 'withdrawn');
`;
