import type { Context } from '../context.ts';
import { countTold, mayTell } from '../legal/service.ts';
import type { ContactFile } from '../portal/file-layout.ts';
import type { Writer } from '../store/store.ts';
import { readContact } from './contact.ts';

/** A turn in a notice to those whose records a hold takes. */
export type Turn = { id: string; application: string; about: string; contact: string };
/** `done`: opened, and its owner had not chosen to be told. `waits`: the hold may not be spoken of. */
export type TurnOutcome = 'done' | 'gone' | 'waits';

/**
 * One turn: while the carrier takes the message over nobody can acknowledge that the hold may not be spoken of. That it was
 * taken over, that it counts, and that this contact had its turn are stored together or not at all.
 * @param hand gives the message to a carrier, with what came of it
 */
export async function tellHeld<O extends string>(
  context: Context,
  turn: Turn,
  hand: (contact: ContactFile) => Promise<O | 'sent'>,
): Promise<O | 'sent' | TurnOutcome> {
  const { store, clock } = context;
  return store.write(async (tx) => {
    const may = await mayTell(tx, turn.about, clock.now());
    if (may !== 'now') return may === 'over' ? 'gone' : 'waits';
    const contact = await readContact(context, tx, turn.application, turn.contact);
    if (contact === null) return 'gone';
    if (contact.requests !== 1) {
      await settle(tx, turn);
      return 'done';
    }
    const outcome = await hand(contact);
    if (outcome === 'sent') {
      await settle(tx, turn);
      await countTold(tx, turn.about);
    }
    return outcome;
  });
}

/** The same for who was told and who had not chosen it. */
async function settle(tx: Writer, { id }: Turn): Promise<void> {
  await tx.updateTable('notices').set({ done: true }).where('id', '=', id).execute();
}
