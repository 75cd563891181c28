/**
 * A number as commissions and files give them: `26/0414-9`, `LRC-2026.031`. At most three letters in a row and four in all,
 * a figure among them, and not longer than 20 characters.
 *
 * A step is never changed or removed. A name or a note to oneself that was typed here would stay for good, so what has
 * letters enough for one is not taken.
 */
const REFERENCE = /^(?!.*[A-Za-z]{4})(?!(?:.*[A-Za-z]){5})(?=.*\d)[A-Za-z0-9./-]{1,20}$/;

export const isReference = (text: string): boolean => REFERENCE.test(text);
