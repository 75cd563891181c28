/** Address of the residents' pages' script: `scripts={[PORTAL_SCRIPT]}` on a page with one of its `data-` attributes. */
export const PORTAL_SCRIPT = '/assets/portal.js';
