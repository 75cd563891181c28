/**
 * Something before one @ and something with a dot after it: more would turn away addresses that exist. Not two addresses in
 * one, nor the signs that make a mail program read a part of it as the address.
 */
export function isMailAddress(text: string): boolean {
  if (text.length > 254 || /[\s<>,;:"()[\]\\]/u.test(text)) return false;
  return /^[^@]+@[^@.]+(\.[^@.]+)+$/u.test(text);
}

/** Seven to fifteen figures (ITU-T E.164), however they are grouped. */
export function isTelephone(text: string): boolean {
  const figures = text.normalize('NFKC').replace(/[\s().\p{Pd}\p{Cf}/]/gu, '');
  return /^\+?\p{Nd}{7,15}$/u.test(figures);
}
