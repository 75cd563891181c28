/** Address of the residents' pages' script: `scripts={[PORTAL_SCRIPT]}` on a page with one of its `data-` attributes. */
export const PORTAL_SCRIPT = '/assets/portal.js';

/** Its styles, linked by the components that need them: no other page pays for them. */
export const PORTAL_STYLE = '/assets/portal.css';
