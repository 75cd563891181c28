/** Where the trunk prefix of calls inside a country is part of the number (ITU-T E.164 country codes). */
const KEEPS_ZERO = ['39', '378'];
/** In North America a number is ten figures, and the country's own 1 is dialled before it. */
const NORTH_AMERICA = '1';

/**
 * A number as people write it, in figures of any script, as E.164: `+` and 7 to 15 figures. Null where it is none.
 * @param country calling code of a number that is written without one
 */
export function telephoneOf(written: string, country: string): string | null {
  const plain = figuresOf(written);
  const abroad = /^(?:\+|00|011)(\d+)$/.exec(plain)?.[1];
  const whole = abroad ?? withCountry(plain, country);
  return /^\d{7,15}$/.test(whole) ? `+${whole}` : null;
}

function withCountry(figures: string, country: string): string {
  if (country === NORTH_AMERICA) return figures.length === 11 && figures[0] === '1' ? figures : `1${figures}`;
  return country + (KEEPS_ZERO.includes(country) ? figures : figures.replace(/^0/, ''));
}

function figuresOf(written: string): string {
  return written
    .normalize('NFKC')
    .replace(/[\s().\p{Pd}\p{Cf}/]/gu, '')
    .replace(/\p{Nd}/gu, (digit) => String(figureOf(digit)));
}

/** Each script has its ten figures in a row, beginning with zero. */
function figureOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}
