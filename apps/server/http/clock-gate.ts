import { Fault } from '@commonkey/words';
import type { FastifyRequest } from 'fastify';
import type { CityClock } from '../clock.ts';
import type { OriginName } from '../config/config.ts';
import type { HoldsCode } from '../holds/errors.ts';

/**
 * What may be sent while the clock is in doubt, by origin. Whatever is not here is refused then, so that a new route gives no
 * date by mistake. Nothing here gives a date that anything ends by: people sign in and out, say that something shall be kept
 * or shall end now, and have a paper looked at.
 */
export const OPEN_IN_DOUBT: Readonly<Record<OriginName, readonly string[]>> = {
  staff: [
    '/api/sign-in/options',
    '/api/sign-in',
    '/api/sign-out',
    '/sign-out',
    // An order to keep does not wait for a clock. To lift one does.
    '/holds/new',
    '/holds/:hold/confirm',
    '/holds/:hold/words',
    '/cards/revoke',
    '/shifts/stolen',
    // Who is called where. A ticket ends by the day of its event, which was given before.
    '/door/:mark/open',
    '/door/:mark/call',
    '/door/:mark/number',
    '/door/:mark/stock',
    '/door/:mark/ticket',
  ],
  desk: ['/api/sign-in/options', '/api/sign-in', '/api/sign-out'],
  public: [
    '/report-lost',
    '/papers',
    '/booking',
    '/booking/cancel',
    '/booking/contact/forget',
    '/booking/leave-waiting',
    '/ticket',
    '/ledger',
    '/apply/return',
    '/apply/new-code',
    '/apply/withdraw',
    '/apply/destroy',
  ],
  verify: [],
};

/**
 * Refuses what is sent while the clock is in doubt.
 * @throws Fault `clock-leapt`
 */
export function requireSureClock(origin: OriginName, request: FastifyRequest, clock: CityClock): void {
  if (request.method === 'GET' || request.method === 'HEAD' || clock.trusted()) return;
  if (OPEN_IN_DOUBT[origin].includes(request.routeOptions.url ?? '')) return;
  throw new Fault<HoldsCode>('clock-leapt');
}
