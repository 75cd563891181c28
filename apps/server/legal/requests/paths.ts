import { inLetters } from '../../http/in-letters.ts';

export const REQUESTS_PATH = '/requests';
export const NEW_REQUEST_PATH = '/requests/new';
/** An id in letters: the way back after a touch of the passkey takes a path of letters alone. */
export const requestPath = (id: string): string => `${REQUESTS_PATH}/of/${inLetters(id)}`;
