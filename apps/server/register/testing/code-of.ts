import { isFault } from '@commonkey/words';

/** The code of the fault that some work ends in, or `none`. */
export const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (isFault(error)) return error.code;
    throw error;
  }
  return 'none';
};
