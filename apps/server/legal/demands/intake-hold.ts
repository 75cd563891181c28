import { isFault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { HOLD_CHANNELS, type HoldScope } from '../../holds/scope.ts';
import type { Session } from '../../staff/service.ts';
import { seenHolds } from '../seen-holds.ts';
import type { HoldView } from '../view.ts';
import { type FormFaults, namesSome, readScope, type ScopeForm, scopeRules } from '../wish.ts';
import { scopesAskedFor } from './asked-scopes.ts';
import type { IntakeForm } from './bodies.ts';
import type { DemandWish, ItemWish } from './register.ts';

export const reasonOf = ({ instrument }: Pick<DemandWish, 'instrument'>) =>
  instrument === 'preservation-letter' ? 'preservation-letter' : 'demand';

/**
 * What a form wants kept: nothing, the records that its items name, or a scope chosen by hand.
 * @param items null where nobody can say yet what they are
 */
export async function wantedScopes(
  context: Context,
  filled: IntakeForm,
  items: readonly ItemWish[] | null,
): Promise<{ scopes: readonly HoldScope[]; faults: FormFaults }> {
  const { keep } = filled;
  if (keep !== undefined && keep !== 'scope' && namesSome(scopeForm(filled)))
    return { scopes: [], faults: { keep: 'intake-scope-unused' } };
  if (keep !== 'asked' && keep !== 'scope') return { scopes: [], faults: {} };
  const rules = await scopeRules(context);
  if (keep === 'scope') {
    const { scope, faults } = readScope(scopeForm(filled), rules);
    return { scopes: scope === null ? [] : [scope], faults };
  }
  if (items === null) return { scopes: [], faults: {} };
  try {
    return { scopes: scopesAskedFor(context.program.program, items, rules), faults: {} };
  } catch (error) {
    if (!isFault(error) || error.code !== 'hold-nothing-here') throw error;
    return { scopes: [], faults: { keep: error.code } };
  }
}

/** The scope's own fields, as the form of a hold has them. */
function scopeForm(filled: IntakeForm): ScopeForm {
  const { which, when, channel, from = '', until = '', ...others } = filled;
  const all = (value: string | undefined) => CHOICES.find((one) => one === value);
  const [some, days] = [all(which), all(when)];
  const came = (['all', ...HOLD_CHANNELS] as const).find((one) => one === channel);
  return {
    ...others,
    from,
    until,
    ...(some && { which: some }),
    ...(days && { when: days }),
    ...(came && { channel: came }),
  };
}
const CHOICES = ['all', 'some'] as const;

/** Holds that this form has placed by an earlier press that registered nothing, as far as this member placed them. */
export async function heldBefore(
  context: Context,
  session: Session,
  held: string | undefined,
): Promise<HoldView[]> {
  const ids = (held ?? '').split(' ');
  const all = held ? await seenHolds(context, session) : [];
  return all.filter(({ id, row }) => ids.includes(id) && row.placed_by === session.staffId);
}
