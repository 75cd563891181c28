import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from '../context.ts';
import { STAGE_NAMES, type Stage } from './stages.ts';

/** One reservation of one application by one reviewer. */
export type Lease = { application: string; stage: Stage; until: Date };

const PAYLOAD = 32 + 1 + 12;
const MAC = 64;
/** Hexadecimal, so that nothing of a person could pass for one. */
export const TOKEN = new RegExp(`^[0-9a-f]{${PAYLOAD + MAC}}$`);

/**
 * What a reviewer's page answers with: names the reservation, says nothing to anybody else, and is worth nothing in another
 * session. HMAC-SHA256 under the service's own key, stored nowhere.
 */
export function leaseToken(context: Pick<Context, 'secrets'>, staffId: string, lease: Lease): string {
  const stage = STAGE_NAMES.indexOf(lease.stage).toString(16);
  const until = lease.until.getTime().toString(16).padStart(12, '0');
  const payload = lease.application.replaceAll('-', '') + stage + until;
  return payload + macOf(context, staffId, payload);
}

/** The lease of a token that was given to this member; undefined for anything else. */
export function readLeaseToken(
  context: Pick<Context, 'secrets'>,
  staffId: string,
  token: string,
): Lease | undefined {
  if (!TOKEN.test(token)) return undefined;
  const payload = token.slice(0, PAYLOAD);
  const [given, own] = [token.slice(PAYLOAD), macOf(context, staffId, payload)];
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(own))) return undefined;
  const stage = STAGE_NAMES[Number.parseInt(payload.slice(32, 33), 16)];
  const application = payload.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return stage && { application, stage, until: new Date(Number.parseInt(payload.slice(33), 16)) };
}

function macOf({ secrets }: Pick<Context, 'secrets'>, staffId: string, payload: string): string {
  return createHmac('sha256', secrets.csrf).update(`review-lease-v1\0${staffId}\0${payload}`).digest('hex');
}
