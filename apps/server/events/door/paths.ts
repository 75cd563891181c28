export const DOOR_PATH = '/door';
export const doorPath = (mark: string, then = ''): string => `${DOOR_PATH}/${mark}${then}`;
