import { below, type Random } from './bytes.ts';

const RANDOM_DIGITS = 11;

/** ISO/IEC 7064 MOD 11,10 check digit of decimal digits. */
export function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}

/** A card number: 11 random digits and their ISO/IEC 7064 MOD 11,10 check digit. It says nothing about order, day or desk. */
export function newSerial(random: Random): string {
  let digits = '';
  while (digits.length < RANDOM_DIGITS) digits += below(random, 10);
  return digits + checkDigit(digits);
}

/** Whether the text is 12 digits of which the last one checks. */
export function isSerial(text: string): boolean {
  return /^\d{12}$/.test(text) && checkDigit(text.slice(0, -1)) === Number(text.at(-1));
}

/** As printed: `1234 5678 9012`. */
export function groupSerial(serial: string): string {
  return serial.replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** The serial of what a person typed or scanned (spaces and hyphens dropped), or undefined where it is none. */
export function readSerial(typed: string): string | undefined {
  const digits = typed.replace(/[\s-]/g, '');
  return isSerial(digits) ? digits : undefined;
}
