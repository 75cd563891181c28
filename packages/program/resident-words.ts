import type { Catalogue, Catalogues } from '@commonkey/words';
import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import hi from './words/hi.json' with { type: 'json' };
import ht from './words/ht.json' with { type: 'json' };
import pl from './words/pl.json' with { type: 'json' };
import uk from './words/uk.json' with { type: 'json' };
import ur from './words/ur.json' with { type: 'json' };
import zhHans from './words/zh-Hans.json' with { type: 'json' };

/**
 * What this package says to residents about their papers (`assess.…`), in every language that their pages come in. Faults
 * in a program are said to those who write one, and stand in `programWords`.
 */
export const residentWords: Catalogues = {
  en: answers(en),
  es: answers(es),
  pl: answers(pl),
  'zh-Hans': answers(zhHans),
  ar: answers(ar),
  hi: answers(hi),
  uk: answers(uk),
  fr: answers(fr),
  ht: answers(ht),
  ur: answers(ur),
};

function answers(whole: Catalogue): Catalogue {
  return Object.fromEntries(Object.entries(whole).filter(([key]) => key.startsWith('assess.')));
}
