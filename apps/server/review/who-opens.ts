import { type Program, portalRules } from '@commonkey/program';
import { ableTo } from '../staff/service.ts';
import type { Reader } from '../store/store.ts';
import { worksAlone } from './evidence/holders.ts';

/** Who can open what residents send, as pages say it: from the same rules that reviewing and opening by order obey. */
export type WhoOpens = {
  /** One person is all of city hall: that one decides, and nobody else does. */
  alone: boolean;
  /** Two can open it together after the decision. Without, nobody does by order until a second officer can sign in. */
  byOrder: boolean;
  /** How many of a hundred approvals are looked at a second time. */
  secondLook: number;
};

export async function whoOpens(read: Reader, program: Program): Promise<WhoOpens> {
  return {
    alone: await worksAlone(read),
    byOrder: enoughForOrder(await orderOfficers(read)),
    secondLook: await secondLookShare(read, program),
  };
}

/** Ids of those who can sign in and ask for an opening by order, or agree to one. */
export const orderOfficers = (read: Reader): Promise<ReadonlySet<string>> =>
  ableTo(read, ['evidence-officer']);

/** Whether these people can open by order. The key process asks for as many names, one person's twice being one. */
export const enoughForOrder = (people: ReadonlySet<string>): boolean => people.size >= 2;

/** Of a hundred approvals; none in a city hall of one, where the second eyes would be the first. */
export async function secondLookShare(read: Reader, program: Program): Promise<number> {
  const percent = portalRules(program)?.secondLook.percent ?? 0;
  return percent > 0 && (await worksAlone(read)) ? 0 : percent;
}
