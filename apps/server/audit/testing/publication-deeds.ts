import { randomUUID } from 'node:crypto';
import { importHistory, publishStatistics } from '../../public/statistics/publish.ts';
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

/** Counts of a year before this service, and what is published of them. */
export const theStatistics: Deed = async (store) => {
  const context = testContext(store, { program: await onlineCity() });
  const quarters = ['2019-Q1', '2019-Q2', '2019-Q3', '2019-Q4'];
  const lines = quarters.flatMap((quarter) => [`${quarter},in-person,120`, `${quarter},online,30`]);
  const head = ['# source: A test', '# total: 600', 'quarter,channel,cards'];
  await importHistory(context, [...head, ...lines].join('\n'));
  await publishStatistics(context);
  return [];
};
