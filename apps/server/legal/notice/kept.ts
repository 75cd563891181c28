import type { LedgerEvent } from '@commonkey/ledger';
import type { Reader } from '../../store/store.ts';
import { noticePublished, publicNoticeEnded, tellingAgreed, tellingEnded } from './events.ts';

/** A leaf that a row opens, and who of staff its facts `asked-by` and `by` hide. */
export type KeptNotice = {
  table: 'hold_notices' | 'public_notices';
  salt: Uint8Array;
  event: LedgerEvent;
  two: { asked: string; agreed: string; salt: Uint8Array } | null;
};

/** What rows of notices can still open. */
export async function keptNotices(read: Reader): Promise<KeptNotice[]> {
  const told = await read.selectFrom('hold_notices').selectAll().execute();
  const published = await read.selectFrom('public_notices').selectAll().execute();
  return [
    ...told.flatMap((row) =>
      steps('hold_notices', row, (two) => tellingAgreed(row, two), tellingEnded(row.id, row.hold)),
    ),
    ...published.flatMap((row) =>
      steps('public_notices', row, (two) => noticePublished(row, two), publicNoticeEnded(row.id, row.hold)),
    ),
  ];
}

type Row = {
  asked_by: string;
  agreed_by: string | null;
  ledger_salt: Uint8Array | null;
  by_salt: Uint8Array | null;
  ended_salt: Uint8Array | null;
};

function steps(
  table: KeptNotice['table'],
  { asked_by, agreed_by, ledger_salt, by_salt, ended_salt }: Row,
  agreed: (two: NonNullable<KeptNotice['two']>) => LedgerEvent,
  ended: LedgerEvent,
): KeptNotice[] {
  const found: KeptNotice[] = [];
  if (ledger_salt && by_salt && agreed_by !== null) {
    const two = { asked: asked_by, agreed: agreed_by, salt: by_salt };
    found.push({ table, salt: ledger_salt, event: agreed(two), two });
  }
  if (ended_salt) found.push({ table, salt: ended_salt, event: ended, two: null });
  return found;
}
