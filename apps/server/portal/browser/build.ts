import { pageScript } from '../../ui/page-script.ts';

/** `leave` is on every public page; `portal` only where something of it helps. */
export type PortalScript = 'leave' | 'portal';

/** A script of the residents' pages, which open on old phones. */
export const portalScript = (name: PortalScript): Promise<string> =>
  pageScript(new URL(`./${name}.ts`, import.meta.url), ['es2022', 'safari15']);
