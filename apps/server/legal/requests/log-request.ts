import { addDays, type PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import { requirePrintable } from '../../paper/printable.ts';
import { requestLoggedEvent } from '../../register/service.ts';
import { record } from '../../store/record.ts';
import type { Writer } from '../../store/store.ts';
import type { RequestClass, Requester } from '../../store/tables/requests.ts';
import { keepSealed } from '../keep-sealed.ts';
import { loggedOnce, nextNumber } from '../next-number.ts';
import type { RequestsCode } from './errors.ts';
import { replyBy, requestRules } from './rules.ts';
import { seal, sealedUntil } from './sealed.ts';
import { type Parts, todayOf } from './take-step.ts';

export type NewRequest = {
  /** Of the form: a press that is repeated logs nothing more. */
  id: string;
  receivedOn: PlainDate;
  requester: Requester;
  classes: readonly RequestClass[];
  contact: string;
  words: string;
};

/** What arrived longer ago has had its answer, or its silence, long since. */
const LONGEST_AGO = 400;

/**
 * Logs a request as it came: what the clock needs in plain, who asked and their words sealed.
 * @throws Fault `requests-no-rules` | `request-day-impossible` | `request-class-missing` | `paper-unprintable` | those of the key process
 */
export async function logRequest(parts: Parts, asked: NewRequest, by: string): Promise<void> {
  const { store, random, program } = parts;
  requestRules(program.program);
  const today = todayOf(parts);
  if (asked.receivedOn > today || asked.receivedOn < addDays(today, -LONGEST_AGO))
    throw new Fault<RequestsCode>('request-day-impossible');
  if (asked.classes.length === 0) throw new Fault<RequestsCode>('request-class-missing');
  requirePrintable({ contact: asked.contact });
  const sealed = await seal(
    parts,
    { request: asked.id, endsOn: sealedUntil(parts, asked.receivedOn) },
    { what: 'asked', contact: asked.contact, words: asked.words },
  );
  const row = {
    id: asked.id,
    received_on: asked.receivedOn,
    requester: asked.requester,
    classes: [...asked.classes],
    reply_by: replyBy(program.program, { requester: asked.requester, received_on: asked.receivedOn }),
    logged_on: today,
  };
  const once = (keep: (tx: Writer) => Promise<void>) =>
    store.write(async (tx) => {
      const numbered = {
        ...row,
        number: await nextNumber(tx, 'record_requests', `${asked.receivedOn.slice(0, 4)}-`),
      };
      const { salt } = await record(tx, requestLoggedEvent(numbered), random);
      await tx
        .insertInto('record_requests')
        .values({ ...numbered, sealed: sealed.id, logged_by: by, ledger_salt: salt })
        .execute();
      await keep(tx);
    });
  await keepSealed(parts, sealed, (keep) => loggedOnce('record_requests', () => once(keep)));
}
