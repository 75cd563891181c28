import { addDays } from '@commonkey/program';
import { pickUpText } from '@commonkey/shift';
import type { Context } from '../../context.ts';
import { codeKey, groupCode, newCode, tagOf } from '../../portal/code.ts';
import { newReference, today } from '../../portal/draft.ts';
import { packCard } from '../../portal/file-layout.ts';
import { boxShares } from '../../portal/shares.ts';

export type WaitingOne = { id: string; code: string; record: string; sheet: string };

/** An application as it lies there once it was approved (or still waits), with the code and the sheet of its holder. */
export async function waitingCard(
  context: Context,
  name: string,
  state: 'approved' | 'waiting' = 'approved',
): Promise<WaitingOne> {
  const { random, secrets, store, vault } = context;
  const id = crypto.randomUUID();
  const code = newCode(random);
  const share = random(32);
  const endsOn = addDays(today(context), 90);
  const person = {
    name,
    secondName: '',
    secondLanguage: '',
    birthDate: '1987-04-17',
    careOf: '',
    address: '',
    addressSecond: '',
    emergencyContact: '',
  };
  const answers = { path: 'self', name, home: 'none' } as const;
  const plain = packCard({ person, answers, face: random(2_000) });
  const card = await vault.seal({ application: id, kind: 'card', endsOn, plain, share });
  const key = await codeKey(secrets.codes, code);
  const box = await boxShares(key, 'code', id, { draft: null, file: share }, random);
  await store.write(async (tx) => {
    const waiting = state === 'waiting' ? { waiting_since: new Date(Date.UTC(2026, 0, 1)) } : {};
    await tx
      .insertInto('applications')
      .values({
        id,
        reference: newReference(random),
        state,
        policy_version: context.program.program.version,
        tag: tagOf(secrets.codes, code),
        code_box: box,
        ends_on: addDays(endsOn, 1),
        ...waiting,
      })
      .execute();
    await vault.keep(tx, card);
  });
  const record = card.id.replaceAll('-', '');
  return { id, code: groupCode(code), record, sheet: pickUpText({ record, share }) };
}
