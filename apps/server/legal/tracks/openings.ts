import type { LedgerEvent } from '@commonkey/ledger';
import { trackLoggedEvent, trackStepEvent } from '../../register/service.ts';
import type { Reader } from '../../store/store.ts';

export type KeptTrack = {
  table: 'track_matters' | 'track_steps';
  salt: Uint8Array;
  event: LedgerEvent;
  /** Who of staff it was, and under which salt the leaf says so. */
  by: { staff: string; salt: Uint8Array };
};

/** Every leaf that the tracks have made, with its salt: for officers and those they hand it to. */
export async function keptTracks(read: Reader): Promise<KeptTrack[]> {
  const rows = await read.selectFrom('track_matters').selectAll().execute();
  const steps = await read.selectFrom('track_steps').selectAll().execute();
  return [
    ...rows.map(
      (row): KeptTrack => ({
        table: 'track_matters',
        salt: row.ledger_salt,
        event: trackLoggedEvent(row),
        by: { staff: row.logged_by, salt: row.by_salt },
      }),
    ),
    ...steps.map(
      (row): KeptTrack => ({
        table: 'track_steps',
        salt: row.ledger_salt,
        event: trackStepEvent(row),
        by: { staff: row.moved_by, salt: row.by_salt },
      }),
    ),
  ];
}
