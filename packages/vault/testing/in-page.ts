/** What the browser test calls in the page: the package as the review pages bundle it. */
import * as vault from '../index.ts';

Object.assign(globalThis, { inPage: vault });
