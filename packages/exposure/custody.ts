import type { HoldForm } from './holds.ts';

/**
 * Where something lies, as far as whoever comes can carry it off or not. `server`: the machine with the database, the sealed
 * pictures and the key process's files. `backup`: copies of the first two; no root key is ever in one (docs/adr/0007-keys-that-die.md).
 * `table`: things at a desk. `page`: what the service hands a reviewer's page. `order`: what it hands two officers by order.
 */
export type Place = 'server' | 'backup' | 'table' | 'page' | 'order';

/**
 * What opens something sealed. `keeper`: the key process, or the root key it works with. `reviewer`: the passkey of one of
 * those whom the reviewers' box is sealed to. `officers`: the passkeys of two evidence officers. `resident`: the continuation code.
 */
export type Key = 'keeper' | 'reviewer' | 'officers' | 'resident';

/** Where things of a form lie, and the sets of keys of which any one opens them. No set at all: nothing has to be opened. */
type Kept = { readonly places: readonly Place[]; readonly locks: readonly (readonly Key[])[] };

const DATA: readonly Place[] = ['server', 'backup'];
const OPEN: Kept['locks'] = [[]];

/** docs/adr/0009-two-locks.md; what has one lock is kept to tell somebody and opens with the key process alone. */
export const KEPT: Readonly<Record<HoldForm, Kept>> = {
  readable: { places: DATA, locks: OPEN },
  fingerprint: { places: DATA, locks: OPEN },
  physical: { places: ['table'], locks: OPEN },
  'own-code': { places: DATA, locks: [['keeper', 'resident']] },
  'one-lock': { places: DATA, locks: [['keeper']] },
  sealed: { places: [...DATA, 'order'], locks: [['keeper', 'officers']] },
  // While the reviewers' box lives one of them opens it: their page is handed it.
  'under-review': {
    places: [...DATA, 'page', 'order'],
    locks: [
      ['keeper', 'officers'],
      ['keeper', 'reviewer'],
    ],
  },
  // No halves: no order of two officers opens it, and their page is handed nothing of it.
  'one-reviewer': { places: [...DATA, 'page'], locks: [['keeper', 'reviewer']] },
};

/** How this city's machines are set up, where that decides what somebody gets. */
export type Custody = {
  /** The root key lies in a file on the server's own disk: then a machine that is off opens what a running one does. */
  readonly rootOnDisk: boolean;
};

/** A root in a file is the default, and what is taken for so where nobody can say. */
export const DEFAULT_CUSTODY: Custody = { rootOnDisk: true };
