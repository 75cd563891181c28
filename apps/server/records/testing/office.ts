import type { Program } from '@commonkey/program';
import type { Store } from '../../store/store.ts';
import { type TestContext, testContext } from '../../testing/context.ts';
import { onlineCity } from '../../vault/testing/hall.ts';
import { certified } from './hall.ts';

export const CARD_SERIES = 'card-register';

/** The rows of its register want a certificate too; they need no key process. */
export async function officeProgram(): Promise<Program> {
  const program = certified(await onlineCity());
  const like = program.series.find(({ certificate }) => certificate !== undefined);
  const series = program.series.map((one) =>
    one.id === CARD_SERIES && like?.certificate && like.approval
      ? { ...one, certificate: like.certificate, approval: { ...like.approval, item: '6' } }
      : one,
  );
  return { ...program, series };
}

/** A city whose law wants certificates, with every office over a real database. */
export async function officeContext(
  store: Store,
  { time = new Date('2026-03-02T18:00:00Z'), env = {} }: { time?: Date; env?: Record<string, string> } = {},
): Promise<TestContext> {
  return testContext(store, { program: await officeProgram(), time, env });
}

/** Rows of the register, one for each last day. */
export async function addCards(
  { store }: Pick<TestContext, 'store'>,
  endsOn: readonly string[],
): Promise<void> {
  const bits = new Uint8Array(8);
  await store.write(async (tx) => {
    await tx.insertInto('status_lists').values({ list: 1, size: 64, withheld: bits, spent: bits }).execute();
    for (const [place, ends_on] of endsOn.entries())
      await tx
        .insertInto('cards')
        .values({
          serial: String(100_000_000_000 + place),
          list: 1,
          place,
          issue_month: '2020-01',
          expiry_month: '2025-01',
          status: 'current',
          policy_version: '1.0',
          slip_hash: null,
          ends_on,
        })
        .execute();
  });
}
