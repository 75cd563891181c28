import { randomUUID } from 'node:crypto';
import { addDays } from '@commonkey/program';
import type { Context } from '../../../context.ts';
import { placeHold } from '../../../holds/holding.ts';
import { upholdHold } from '../../../holds/lifting.ts';
import { EVERYTHING } from '../../../holds/scope.ts';
import type { HoldSentences } from '../../../store/tables/holds.ts';
import { today } from '../../review.ts';
import { writeWording } from '../../wording.ts';
import { askToPublish, publish } from '../public-notice.ts';
import { agreeToTell, askToTell } from '../telling.ts';

/** A confirmed hold over everything of which residents are told behind their code and on the city's page, by two officers. */
export async function toldOfAHold(context: Context, sentences: HoldSentences): Promise<string> {
  const { store, clock, random, vault } = context;
  const [one, two] = [randomUUID(), randomUUID()];
  const placing = { clock, random, inFlight: vault.inFlight };
  const { id: hold } = await placeHold(store, EVERYTHING, one, placing);
  await upholdHold(store, hold, one, placing);
  await store.write((tx) =>
    writeWording(tx, hold, { gag: false, sentences }, { by: one, now: clock.now(), random }),
  );
  const decided = { hold, basis: 'no-order-forbids', afterGag: true } as const;
  await askToTell(context, { ...decided, by: one });
  await agreeToTell(context, hold, two);
  const days = { from: today(context), until: addDays(today(context), 30) };
  const id = await askToPublish(context, { ...decided, ...days, sentences }, one);
  await publish(context, { hold, id }, two);
  return hold;
}
