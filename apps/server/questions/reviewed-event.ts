import type { LedgerEvent } from '@commonkey/ledger';
import type { Selectable } from 'kysely';
import { actedBy } from '../store/acted-by.ts';
import type { QuestionTables } from '../store/tables/questions.ts';

type Signed = Omit<Selectable<QuestionTables['question_reviews']>, 'id' | 'ledger_salt'>;

/** What the ledger commits to of a signature: for what, of which office, on which day and, hidden once more, by whom. */
export const reviewedEvent = ({ by_salt, signed_by, ...said }: Signed): LedgerEvent => ({
  kind: 'question-reviewed',
  question: said.question,
  digest: said.digest,
  office: said.office,
  signed_on: said.signed_on,
  ...(by_salt && { by: actedBy(new Uint8Array(by_salt), { staff: signed_by }) }),
});
