import type { DatabaseAddress } from '../../store/connect.ts';

/** An address as `DATABASE_URL` would say it. */
export function urlOf(address: DatabaseAddress): string {
  if ('url' in address) return address.url;
  const { user, password, host, port, database } = address;
  return `postgres://${user}:${encodeURIComponent(password)}@localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`;
}
