import type { Config } from '../config/config.ts';

/**
 * The passkeys' domain (WebAuthn level 3, RP ID): what staff and desk origin have in common, so that one passkey opens
 * both. `staff.city.example` and `desk.city.example` → `city.example`; in development `localhost`.
 */
export function relyingPartyId({ origins }: Pick<Config, 'origins'>): string {
  const [staff = [], desk = []] = [origins.staff, origins.desk].map(({ origin }) =>
    new URL(origin).hostname.split('.').reverse(),
  );
  const shared: string[] = [];
  for (const [i, label] of staff.entries()) {
    if (desk[i] !== label) break;
    shared.push(label);
  }
  // A single label in common is a top-level domain, for which no browser makes a passkey.
  const whole = shared.length === staff.length && shared.length === desk.length;
  return whole || shared.length > 1 ? shared.reverse().join('.') : new URL(origins.staff.origin).hostname;
}
