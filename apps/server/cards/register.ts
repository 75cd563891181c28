import type { Context } from '../context.ts';
import type { Place } from '../store/places.ts';
import type { Writer } from '../store/store.ts';
import { registerEnd } from './ending.ts';
import { shuffled } from './shuffle.ts';

/** A card as a desk reports it. Nothing here is a person, and nothing more is kept. */
export type ReportedCard = Place & {
  serial: string;
  issueMonth: string;
  expiryMonth: string | null;
  slip: string | null;
  revoked: boolean;
};

const AT_ONCE = 500;

/** Writes reported cards in random order: the rows' place in the table tells nothing of who came when. */
export async function addCards(
  context: Context,
  tx: Writer,
  cards: readonly ReportedCard[],
  policyVersion: string,
): Promise<void> {
  const { program } = context.program;
  const rows = shuffled(cards, context.random).map((card) => ({
    serial: card.serial,
    list: card.list,
    place: card.place,
    issue_month: card.issueMonth,
    expiry_month: card.expiryMonth,
    status: card.revoked ? 'revoked' : 'current',
    policy_version: policyVersion,
    slip_hash: card.slip,
    ends_on: registerEnd(program, card.issueMonth, card.expiryMonth),
  }));
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await tx
      .insertInto('cards')
      .values(rows.slice(at, at + AT_ONCE))
      .execute();
}
