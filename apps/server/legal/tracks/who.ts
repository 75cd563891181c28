import type { Role } from '../../staff/service.ts';
import type { Track, TrackRole } from '../../store/tables/legal-tracks.ts';
import { TRACK_ROLES } from '../../store/tables/legal-tracks.ts';
import type { Officer } from './take-step.ts';

/** Who works on a track. An emergency takes two who are there, so more offices than one. */
export const OFFICES: Readonly<Record<Track, readonly TrackRole[]>> = {
  emergency: ['law-officer', 'public-records-officer', 'records-officer'],
  own: ['law-officer', 'public-records-officer'],
};

export const mayOpen = (roles: readonly Role[], { track }: { track: Track }): boolean =>
  OFFICES[track].some((role) => roles.includes(role));

/** Whoever has several offices acts in the first of them: the law department's, where it is among them. */
export function actingAs(
  { staffId: id, roles }: { staffId: string; roles: readonly Role[] },
  { track }: { track: Track },
): Officer | null {
  const as = TRACK_ROLES.find((role) => roles.includes(role) && OFFICES[track].includes(role));
  return as ? { id, as } : null;
}
