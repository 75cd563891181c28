import { pageScript } from '../../ui/page-script.ts';

/** The checker's script. */
export const checkerScript = (): Promise<string> => pageScript(new URL('./papers.tsx', import.meta.url));
