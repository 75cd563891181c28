export const REGISTER_PATH = '/demands';
/** Its pages as pictures, under the number of a demand on the register. */
export const paperPath = (number: string): string => `${REGISTER_PATH}/${number}/paper`;
export const pagePath = (digest: string): string => `${REGISTER_PATH}/pages/${digest}.jpg`;
export const REPORTS_PATH = '/demands/reports';
