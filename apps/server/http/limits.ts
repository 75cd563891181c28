import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Clock, Random } from '../clock.ts';

/** Requests let through at once, and how many come back a minute. */
export type Limit = { burst: number; perMinute: number };
export type Limiter = { take(kind: string, address: string, limit: Limit): boolean };

const HOUR_MS = 3_600_000;
/** A flood of addresses may not fill the memory; forgetting everybody is the harmless way out. */
const MOST_BUCKETS = 100_000;

/**
 * Token buckets that keep no address: a bucket's name is an HMAC under a key that is in memory alone and replaced, with
 * every bucket, each hour. Nothing is written anywhere.
 */
export function createLimiter(clock: Clock, random: Random): Limiter {
  let key = random(32);
  let hour = 0;
  let buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(kind, address, limit) {
      const now = clock.now().getTime();
      const thisHour = Math.floor(now / HOUR_MS);
      if (thisHour !== hour || buckets.size > MOST_BUCKETS) {
        key = random(32);
        hour = thisHour;
        buckets = new Map();
      }
      const name = createHmac('sha256', key)
        .update(`${kind}\0${network(address)}`)
        .digest('base64');
      const kept = buckets.get(name) ?? { tokens: limit.burst, at: now };
      const regained = (Math.max(0, now - kept.at) / 60_000) * limit.perMinute;
      const tokens = Math.min(limit.burst, kept.tokens + regained);
      const allowed = tokens >= 1;
      buckets.set(name, { tokens: allowed ? tokens - 1 : tokens, at: now });
      return allowed;
    },
  };
}

/** One household holds a whole IPv6 /64 and can change within it at will. */
function network(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const gap = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...gap, ...right]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':');
}
