export const HOLDS_PATH = '/holds';
/** An id is random and tells nothing. */
export const holdPath = (id: string, step?: 'confirm' | 'notice' | 'words'): string =>
  step ? `${HOLDS_PATH}/${id}/${step}` : `${HOLDS_PATH}/${id}`;
