import type { Context } from '../../context.ts';
import type { RecordHead, VaultKind } from '../../vault/vault.ts';
import { today } from '../draft.ts';
import { soonOr } from '../keys-answer.ts';
import { byTheRule } from './stands.ts';

/** Whether the city lost keys to it. By the rule alone, as everything here: of what only a law keeps no page tells anything. */
export function lostIn(
  context: Context,
  application: string,
  heads: readonly RecordHead[],
): Promise<boolean> {
  const ids = byTheRule(heads, today(context)).map(({ id }) => id);
  return soonOr(context, context.vault.keysLost(context.store.read, { application, ids }), false);
}

/** Of what a page shows, the kinds that nobody opens any more. */
export async function lostKinds(
  context: Context,
  application: string,
  shown: readonly RecordHead[],
): Promise<ReadonlySet<VaultKind>> {
  const { store, vault } = context;
  const ofKind = async (kind: VaultKind) => {
    const ids = shown.filter((head) => head.kind === kind).map(({ id }) => id);
    return (await vault.keysLost(store.read, { application, ids })) ? [kind] : [];
  };
  const kinds = [...new Set(shown.map(({ kind }) => kind))];
  return new Set(
    await soonOr(
      context,
      Promise.all(kinds.map(ofKind)).then((all) => all.flat()),
      [],
    ),
  );
}
