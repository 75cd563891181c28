import { randomUUID } from 'node:crypto';
import { endOf } from '@commonkey/program';
import { commitment } from '@commonkey/vault';
import type { Context } from '../../context.ts';
import { packCard, packPapers } from '../../portal/file-layout.ts';
import { boxesForReviewers, dualBoxesFor } from '../service.ts';
import { dayOf, hourOf } from '../stages.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What is planted in an application, to be looked for where it may never be. */
export const PLANTED = {
  person: {
    name: 'ZEPHYRINE QUAKENBUSH',
    secondName: 'Зефирина Квакенбуш',
    secondLanguage: 'uk',
    birthDate: '1987-04-17',
    careOf: '',
    address: '17 Thistlewood Lane',
    addressSecond: '',
    emergencyContact: '',
  },
  answers: { path: 'self', name: 'Zéphyrine Quakenbush', home: 'address' },
} as const;

export type Sent = { id: string; share: Uint8Array };

/** Puts an application into the queue as the portal's submit does: sealed, boxed, and nothing of it in clear. */
export async function sendApplication(
  context: Context,
  { face, papers, born }: { face?: Uint8Array; papers?: readonly Uint8Array[]; born?: string } = {},
): Promise<Sent> {
  const { store, vault, random, clock } = context;
  const { program } = context.program;
  const submission = dayOf(context);
  const [id, share] = [randomUUID(), random(32)];
  const ends = (kind: Parameters<typeof endOf>[1]) => endOf(program, kind, { submission });
  const person = { ...PLANTED.person, birthDate: born ?? PLANTED.person.birthDate };
  const pictures = (papers ?? [random(3000)]).map((jpeg) => ({ shows: ['residency'], jpeg }));
  const box = await boxesForReviewers(store.read, share, id);
  const plains = [
    ['card', packCard({ person, answers: PLANTED.answers, face: face ?? random(2000) }), share],
    ['papers', packPapers(pictures), share],
    ['review-box', box.plain, null],
  ] as const;
  const sealed = await Promise.all(
    plains.map(([kind, plain, half]) =>
      vault.seal({ application: id, kind, endsOn: ends(kind), plain, share: half }),
    ),
  );
  const halves = await dualBoxesFor(store.read, share, id);
  const share_commitment = await commitment(share);
  await store.write(async (tx) => {
    await tx
      .insertInto('applications')
      .values({
        id,
        reference: [...random(8)].map((byte) => LETTERS[byte % 32] ?? '0').join(''),
        state: 'waiting',
        policy_version: program.version,
        tag: random(32),
        code_box: random(60),
        share_commitment,
        ...halves,
        review_keys: [...box.keys],
        waiting_since: hourOf(clock.now()),
        ends_on: ends('application'),
      })
      .execute();
    for (const record of sealed) await vault.keep(tx, record);
  });
  return { id, share };
}
