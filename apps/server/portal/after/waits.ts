import { type PlainDate, type Program, seriesOf } from '@commonkey/program';
import { type Speak, wordDay } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { scheduleOf } from '../../holds/holds.ts';
import { readAnswers } from '../../holds/may-destroy.ts';
import type { VaultKind } from '../../vault/vault.ts';

type Kind = VaultKind | 'application';

/** The office whose certificate the law wants before a kind of record ends; undefined where it wants none. */
export const authorityFor = (program: Program, kind: Kind): string | undefined =>
  seriesOf(program, kind === 'piece' ? 'draft' : kind).certificate?.authority;

/** The last day of a kind of record, or, where a certificate has to come first, that its end is after it. */
export function untilWords(
  { say, language }: { say: Speak; language: string },
  program: Program,
  kind: Kind,
  endsOn: PlainDate,
): string {
  const [day, authority] = [wordDay(language, endsOn), authorityFor(program, kind)];
  return authority === undefined
    ? say('after.exists-day', { day })
    : say('after.exists-waits', { day, authority });
}

/**
 * Ids of records whose day has come and that wait for a certificate. The same with a hold as without any, so that
 * nothing of one can be read out of it.
 */
export async function awaitingOf(
  { store, program, clock }: Pick<Context, 'store' | 'program' | 'clock'>,
  application: string,
): Promise<ReadonlySet<string>> {
  const { rules } = scheduleOf(program.program);
  const { unheld } = await readAnswers(store.read, rules, clock.earliest());
  const rows = await store.read
    .selectFrom('vault_records')
    .select(['id', 'series', 'ends_on as due', 'age', 'disposal_certificate as certificate'])
    .where('application', '=', application)
    .where('tombstoned_on', 'is', null)
    .execute();
  const waiting = rows.filter((row) => unheld({ ...row, date: null }).answer === 'awaiting-certificate');
  return new Set(waiting.map(({ id }) => id));
}
