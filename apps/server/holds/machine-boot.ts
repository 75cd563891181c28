import { readFileSync } from 'node:fs';

/** Which run of the machine this is: within one, its count of seconds goes on over every restart of the service. Null: nobody says. */
export function machineBoot(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() || null;
  } catch {
    return null;
  }
}
