import { pageScript } from '../../ui/page-script.ts';

/** The staff pages' one script. */
export const staffScript = (): Promise<string> => pageScript(new URL('./staff.ts', import.meta.url));
