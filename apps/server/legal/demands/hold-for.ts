import { isFault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { acknowledgeHold, placeHold } from '../../holds/holding.ts';
import { upholdHold } from '../../holds/lifting.ts';
import { type HoldScope, isWithin, scopeFacts, scopeNow, stored } from '../../holds/scope.ts';
import type { Writer } from '../../store/store.ts';
import type { Gag } from '../../store/tables/demands.ts';
import type { HoldReason } from '../../store/tables/holds.ts';
import { writeWording } from '../wording.ts';
import { idOf } from './form-ids.ts';

type Wanted = { scopes: readonly HoldScope[]; reason: HoldReason; gag: Gag };
/** What one press of a form holds. `waits`: the key process has not answered for each of them; they count all the same. */
export type Placed = { holds: readonly string[]; waits: boolean };

/**
 * Places a hold over each scope and makes it last, since a law officer asks. Each counts as soon as it is placed, so nothing waits for
 * the last of them; pressed again, with the form's id, it places only what the same form has not placed yet.
 *
 * @param form of the form: the first hold bears it, and another an id made from it and its scope
 * @param holds filled as they are placed, for whoever has to say so after a fault
 */
export async function holdAllAtOnce(
  context: Context,
  form: string,
  { scopes, reason, gag }: Wanted,
  by: string,
  holds: string[] = [],
): Promise<Placed> {
  let waits = false;
  for (const [at, scope] of scopes.entries()) {
    const id = await idFor(context, { form, at }, scope, by);
    try {
      await holdAtOnce(context, id, { scope, reason, gag }, by);
    } catch (error) {
      if (!isFault(error) || error.code !== 'hold-waits-for-keeper') throw error;
      // It counts, and the key process is asked again by the destroyer, the review or the next press.
      waits = true;
    }
    holds.push(id);
  }
  return { holds, waits };
}

/** The hold that this form has placed over such a scope, or the id under which it does. */
async function idFor(
  { store }: Context,
  { form, at }: { form: string; at: number },
  scope: HoldScope,
  by: string,
): Promise<string> {
  const own = idOf(form, JSON.stringify(scopeFacts(stored(scope))));
  if (at > 0) return own;
  const first = await store.read
    .selectFrom('legal_holds')
    .selectAll()
    .where('id', '=', form)
    .where('placed_by', '=', by)
    .executeTakeFirst();
  // What was asked for has been changed since the first press: what is not under that hold gets one of its own.
  const takes = !first || (first.released_at === null && isWithin(stored(scope), scopeNow(first)));
  return takes ? form : own;
}

/** Asked again with one id it places nothing more. Where a court ordered silence the hold is silent from its first moment. */
async function holdAtOnce(
  context: Context,
  id: string,
  { scope, reason, gag }: { scope: HoldScope; reason: HoldReason; gag: Gag },
  by: string,
): Promise<void> {
  const { store, clock, random, vault } = context;
  const { inFlight } = vault;
  const known = await store.read
    .selectFrom('legal_holds')
    .select(['id', 'confirmed_at'])
    .where('id', '=', id)
    .where('placed_by', '=', by)
    .executeTakeFirst();
  let waits: unknown = null;
  try {
    if (known) await acknowledgeHold(store, id, { inFlight });
    else await placeHold(store, scope, by, { clock, random, inFlight, reason, id });
  } catch (error) {
    if (!isFault(error) || error.code !== 'hold-waits-for-keeper') throw error;
    waits = error;
  }
  if (!known?.confirmed_at) {
    const silent = { gag: true, sentences: {} };
    const also = async (tx: Writer) => {
      if (gag === 'ordered') await writeWording(tx, id, silent, { by, now: clock.now(), random });
    };
    await upholdHold(store, id, by, { clock, random, inFlight, also });
  }
  if (waits !== null) throw waits;
}
