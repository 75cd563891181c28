import { randomUUID } from 'node:crypto';
import { portalHall } from '../../../portal/testing/hall.ts';
import type { TestDatabase } from '../../../testing/database.ts';
import { sayDays } from '../days.ts';
import { type Answer, type LetterWords, prepareLetter } from '../letters.ts';
import { logRequest, type NewRequest } from '../log-request.ts';
import { oneRequest } from '../request.ts';

export const ZOFIA = 'Zofia Zephyrine, 12 Canary Row';
export const TYPED = 'every paper about Zofia Zephyrine';
export const ASKED = {
  receivedOn: '2026-11-23',
  requester: 'ordinary',
  classes: ['papers'],
  contact: ZOFIA,
  words: TYPED,
} as const;
export const FACTS: LetterWords = {
  contact: ZOFIA,
  basis: 'The pages name Zofia Zephyrine.',
  responsible: 'A. Officer, public-records officer',
  handed: '',
};
export const scopeOf = (subjects: string, records: string) => `format: commonkey-demand-1
id: request
instrument: { type: records-request, issuer: somebody, served: 2026-03-02, gag: none }
items:
  - words: ${TYPED}
    subjects: [${subjects}]
    records: [${records}]
source: { mark: OWN, note: from the letter }
`;
export const FOREIGN = scopeOf('{ field: paper-origin, is: foreign }', 'papers');
export const EVERYBODY = scopeOf('', 'papers');
export const APPLIED = scopeOf('{ field: applied, from: 2001-01-01, until: 2001-12-31 }', 'papers');

/** City hall with one request officer's hand, and another's. */
export async function hall(db: TestDatabase, t: Parameters<typeof portalHall>[1], officers = 0) {
  const { context, keeper, ...rest } = await portalHall(db, t, { officers });
  context.setTime(new Date('2026-11-23T18:00:00Z'));
  const [ann, ben] = [randomUUID(), randomUUID()];
  const log = async (more: Partial<NewRequest> = {}) => {
    const id = more.id ?? randomUUID();
    const asked = { receivedOn: '2026-11-23', requester: 'ordinary', classes: ['papers'] } as const;
    await logRequest(context, { id, ...asked, contact: ZOFIA, words: TYPED, ...more }, ann);
    return id;
  };
  const of = (id: string) => oneRequest(context.store.read, id);
  const prepare = (id: string, letter: Answer, over: Partial<LetterWords> = {}) =>
    prepareLetter(context, id, { letter, words: { ...FACTS, ...over } }, ann);
  const dates = (id: string, from = '', until = '') => sayDays(context, id, { from, until }, ann);
  return { context, keeper, ann, ben, log, of, prepare, dates, ...rest };
}
