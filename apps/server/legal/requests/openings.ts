import type { LedgerEvent } from '@commonkey/ledger';
import { requestLoggedEvent, requestStepEvent } from '../../register/service.ts';
import type { Reader } from '../../store/store.ts';

export type KeptRequest = {
  table: 'record_requests' | 'record_request_steps';
  salt: Uint8Array;
  event: LedgerEvent;
};

/** Every leaf that the log of requests has made, with its salt: for officers and those they hand it to. */
export async function keptRequests(read: Reader): Promise<KeptRequest[]> {
  const rows = await read.selectFrom('record_requests').selectAll().execute();
  const steps = await read.selectFrom('record_request_steps').selectAll().execute();
  return [
    ...rows.map((row) => ({
      table: 'record_requests' as const,
      salt: row.ledger_salt,
      event: requestLoggedEvent(row),
    })),
    ...steps.map((step) => ({
      table: 'record_request_steps' as const,
      salt: step.ledger_salt,
      event: requestStepEvent(step),
    })),
  ];
}
