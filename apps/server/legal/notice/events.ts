import type { LedgerEvent } from '@commonkey/ledger';
import type { Selectable } from 'kysely';
import { actedBy } from '../../store/acted-by.ts';
import type { LegalNoticeTables } from '../../store/tables/legal-notices.ts';

type Two = { asked: string; agreed: string; salt: Uint8Array };
type Told = Pick<Selectable<LegalNoticeTables['hold_notices']>, 'id' | 'hold' | 'basis' | 'after_gag'>;
type Published = Told &
  Pick<Selectable<LegalNoticeTables['public_notices']>, 'sentences' | 'from_on' | 'until_on'>;

const byTwo = ({ asked, agreed, salt }: Two) => ({
  'asked-by': actedBy(salt, { staff: asked, part: 'asked' }),
  by: actedBy(salt, { staff: agreed, part: 'released' }),
});

/** Two officers found that residents may be told. Nobody who is told is in it, and no number of them. */
export const tellingAgreed = ({ id, hold, basis, after_gag }: Told, two: Two): LedgerEvent => ({
  kind: 'notice-agreed',
  notice: id,
  hold,
  basis,
  after_gag,
  ...byTwo(two),
});

/** A public notice as it stands on its page, a fact for each language. */
export const noticePublished = (row: Published, two: Two): LedgerEvent => ({
  ...Object.fromEntries(Object.entries(row.sentences).map(([language, text]) => [`said-${language}`, text])),
  kind: 'notice-published',
  notice: row.id,
  hold: row.hold,
  basis: row.basis,
  after_gag: row.after_gag,
  from_on: row.from_on,
  until_on: row.until_on,
  ...byTwo(two),
});

export const tellingEnded = (notice: string, hold: string): LedgerEvent => ({
  kind: 'notice-ended',
  notice,
  hold,
});
export const publicNoticeEnded = (notice: string, hold: string): LedgerEvent => ({
  kind: 'notice-taken-down',
  notice,
  hold,
});
