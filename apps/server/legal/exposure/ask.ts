import { createHash } from 'node:crypto';
import type { Adversary, Demand } from '@commonkey/exposure';
import type { PlainDate } from '@commonkey/program';
import type { Context } from '../../context.ts';
import { keeperOf } from '../../keeper/client.ts';
import type { Session } from '../../staff/service.ts';
import { type Examined, examine } from './examine.ts';

/** One log line a run: a digest of the scope, how many are meant or cannot be shown not to be, and who asked. */
export async function ask(
  context: Context,
  { staffId }: Pick<Session, 'staffId'>,
  demand: Demand,
  { scope, as, on }: { scope: string; as: Adversary; on?: PlainDate | undefined },
): Promise<Examined> {
  const examined = await examine({ ...context, keeper: keeperOf(context) }, demand, as, on);
  const count = Math.max(
    0,
    ...examined.items.map(
      ({ found: { producible } }) => producible.yes + producible.reading + producible.unknown,
    ),
  );
  const digest = createHash('sha256').update(scope).digest('hex').slice(0, 16);
  context.log({ event: 'exposure', scope: digest, count, staff: staffId });
  return examined;
}
