import { randomUUID } from 'node:crypto';
import { publish } from '../../register/service.ts';
import { published } from '../../register/testing/published.ts';
import { testContext } from '../../testing/context.ts';
import { onlineCity } from '../../vault/testing/hall.ts';
import type { Deed } from './legal-deeds.ts';

export const thePublications: Deed = async (store) => {
  const context = testContext(store, { program: await onlineCity() });
  const by = { asked: randomUUID(), agreed: randomUUID() };
  const said = published();
  await store.write((tx) =>
    publish(
      context,
      tx,
      { kind: 'demand', subject: said.demand, said: (number) => ({ ...said, number }) },
      by,
    ),
  );
  return [by.asked, by.agreed];
};
