import { vaultWords } from '@commonkey/vault';
import type { Catalogue, Catalogues } from '@commonkey/words';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

const own: Catalogues = { en, es };

/** Words of the review pages, in the browser as well, and of every fault this office answers with. */
export const words: Catalogues = Object.fromEntries(
  Object.entries(own).map(([language, catalogue]) => [
    language,
    { ...vaultWords[language], ...catalogue } satisfies Catalogue,
  ]),
);
