import { own } from '@commonkey/credential/bytes.ts';
import { newKeyPair, webCryptoSigner } from '@commonkey/credential/keys.ts';
import type { LetterGroup, LetterSigner } from '../index.ts';

/** A group with a key of its own, as the city would list it. */
export async function aGroup(
  change: Partial<LetterGroup> = {},
): Promise<{ group: LetterGroup; signer: LetterSigner }> {
  const { publicJwk, sign } = await webCryptoSigner(await newKeyPair());
  const key = { x: publicJwk.x, y: publicJwk.y };
  return {
    group: {
      ...{ id: 'corner-kitchen', name: 'Corner Kitchen', key, kinds: ['care-of', 'shelter'] },
      ...{ from: '2026-01-01', until: '2026-12-31' },
      ...change,
    },
    signer: { key, sign: async (data) => own(await sign(data)) },
  };
}
