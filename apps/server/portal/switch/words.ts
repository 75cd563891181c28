import type { Catalogues } from '@commonkey/words';
import closedEn from './words/closed/en.json' with { type: 'json' };
import closedEs from './words/closed/es.json' with { type: 'json' };
import staffEn from './words/en.json' with { type: 'json' };
import staffEs from './words/es.json' with { type: 'json' };

/** Words of the staff's switch. */
export const switchWords: Catalogues = { en: staffEn, es: staffEs };
/** Words of the page in place of a closed intake. */
export const closedWords: Catalogues = { en: closedEn, es: closedEs };
