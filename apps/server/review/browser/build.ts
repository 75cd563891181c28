import { pageScript } from '../../ui/page-script.ts';

/** The review pages' one script. */
export const reviewScript = (): Promise<string> => pageScript(new URL('./main.tsx', import.meta.url));
