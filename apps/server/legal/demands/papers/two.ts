import { Fault } from '@commonkey/words';
import type { Context } from '../../../context.ts';
import { ableTo } from '../../../staff/service.ts';
import type { DemandCode } from '../errors.ts';

/** Whoever decides holds the office at this moment, whatever a page said before. Fault `decision-needs-law-officer`. */
export async function mustBeLaw({ store }: Pick<Context, 'store'>, by: string): Promise<void> {
  const law = await ableTo(store.read, ['law-officer']);
  if (!law.has(by)) throw new Fault<DemandCode>('decision-needs-law-officer');
}
