import type { Answer } from './operations.ts';

/** Where the city stands with its keys; each code has its words under `keys.<code>`. */
export type KeyStateCode =
  | 'practice'
  | 'practice-ended'
  | 'root-missing'
  | 'certificate-missing'
  | 'certificate-awaited'
  | 'ready'
  | 'ending';

/** `until`: last day that a desk can be certified for, with everything installed now. `days`: from today to it. */
export type KeyState = { code: KeyStateCode; until: string; days: number };

/** From when on a quarter's ceremony is due. Root and officers need a date that suits all of them. */
export const REMIND_DAYS = 21;
const DAY_MS = 86_400_000;

/**
 * What the keys allow today, and so what has to be done next. A certificate that begins later counts as far as it joins on to
 * those before it.
 * @param today UTC day
 */
export function keyState(keys: Answer<'public-keys'>, today: string): KeyState {
  const covered = coveredUntil(keys.issuing, today);
  const days = covered === null ? 0 : Math.round((Date.parse(covered) - Date.parse(today)) / DAY_MS);
  const state = (code: KeyStateCode): KeyState => ({ code, until: covered ?? '', days });
  if (keys.practice) return state(covered === null ? 'practice-ended' : 'practice');
  if (keys.roots.length === 0) return state('root-missing');
  if (covered !== null) return state(days <= REMIND_DAYS ? 'ending' : 'ready');
  const asked = keys.issuing.some((key) => key.certificate === null && today <= key.until);
  return state(asked ? 'certificate-awaited' : 'certificate-missing');
}

function coveredUntil(issuing: Answer<'public-keys'>['issuing'], today: string): string | null {
  const certified = issuing
    .filter(({ certificate }) => certificate !== null)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  let covered: string | null = null;
  for (const { from, until } of certified) {
    const joins = from <= (covered ?? today);
    if (joins && until >= today && until > (covered ?? '')) covered = until;
  }
  return covered;
}
