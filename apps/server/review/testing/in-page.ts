/** What the browser test calls in the page: the package as the review pages bundle it. */
import * as vault from '@commonkey/vault';

Object.assign(globalThis, { inPage: vault });
