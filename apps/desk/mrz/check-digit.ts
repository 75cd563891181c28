const weights = [7, 3, 1] as const;

/**
 * Check digit of a machine-readable field: weights 7-3-1 from the left, A=10 … Z=35, filler `<` = 0, modulo 10.
 * ICAO Doc 9303-3, section 4.9.
 *
 * @returns `'0'`–`'9'`, or undefined if a character has no place in a machine-readable zone.
 */
export function checkDigit(field: string): string | undefined {
  let sum = 0;
  for (let at = 0; at < field.length; at += 1) {
    const value = worth(field.charAt(at));
    if (value === undefined) return undefined;
    sum += value * (weights[at % 3] ?? 0);
  }
  return String(sum % 10);
}

function worth(character: string): number | undefined {
  if (character === '<') return 0;
  if (/^[0-9]$/.test(character)) return Number(character);
  if (/^[A-Z]$/.test(character)) return character.charCodeAt(0) - 55;
  return undefined;
}
