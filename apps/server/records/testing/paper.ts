import type { Certificate, Moved } from '../certificates.ts';
import { PAPERS } from './hall.ts';

export const step = (place: number, of: Partial<Moved> & Pick<Moved, 'step'>): Moved => ({
  id: `${place}`,
  certificate: 'x',
  place,
  moved_on: '2026-03-02',
  moved_by: 'x',
  disposal_on: null,
  approved_on: null,
  reference: null,
  destroyed: null,
  stayed: null,
  why: null,
  filed_text: null,
  ledger_salt: new Uint8Array(32),
  by_salt: null,
  ...of,
});
export const PAPER: Certificate = {
  id: '0f5a1c9e-1111-4222-8333-444455556666',
  series: PAPERS,
  application_no: '26-017',
  item_no: '4',
  due_from: '2026-03-01',
  due_through: '2026-04-20',
  volume: 2717,
  method: 'keys-destroyed',
  records_dates: 'reckoned',
  records_from: '2025-09-01',
  records_through: '2026-03-31',
  state: 'filed',
  disposalOn: '2026-04-01',
  steps: [step(1, { step: 'drafted', stayed: 3 }), step(2, { step: 'filed', disposal_on: '2026-04-01' })],
};
