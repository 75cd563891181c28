import { inLetters } from '../../http/in-letters.ts';

export const TRACKS_PATH = '/tracks';
export const NEW_EMERGENCY_PATH = '/tracks/emergency';
export const NEW_OWN_PATH = '/tracks/own';
/** An id in letters: the way back after a touch of the passkey takes a path of letters alone. */
export const trackPath = (id: string): string => `${TRACKS_PATH}/of/${inLetters(id)}`;
