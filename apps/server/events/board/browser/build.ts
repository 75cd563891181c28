import { pageScript } from '../../../ui/page-script.ts';

/** A script of this folder. */
export const script = (name: 'board' | 'ticket' | 'door' | 'live'): Promise<string> =>
  pageScript(new URL(`./${name}.ts`, import.meta.url));
