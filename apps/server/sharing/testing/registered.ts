import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Flow } from '@commonkey/program';

/** Fields that each way carries, for an entry that allows all of it. */
const CARRIES: Readonly<Partial<Record<Flow['kind'], Flow['fields']>>> = {
  mail: ['mail-address', 'that-there-is-news'],
  text: ['telephone-number', 'that-there-is-news'],
  'blob-store': ['sealed-bytes'],
  database: ['sealed-bytes', 'rows-without-names', 'counts'],
  witness: ['ledger-checkpoint'],
};

/** An entry for a way to a host, as a test's program needs it. */
export const testFlow = (kind: Flow['kind'], host: string): Flow => ({
  id: `test-${kind}`,
  kind,
  recipient: 'Somebody in a test',
  host,
  purpose: 'purpose.library',
  basis: 'A test',
  fields: CARRIES[kind] ?? ['counts'],
  contact: 'operations-desk',
  reviewBy: '2099-12-31',
  source: 'own',
});

/** A copy of a program folder whose register has these entries as well. */
export function copyRegistered(program: string, to: string, flows: readonly Flow[]): string {
  cpSync(program, to, { recursive: true });
  const file = join(to, 'sharing.json');
  const register = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...register, flows: [...register.flows, ...flows] }));
  return to;
}
