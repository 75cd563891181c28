import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createBudget } from './budget.ts';
import { createParts } from './parts.ts';

const SEARCH = fileURLToPath(new URL('./testing/search-memory.ts', import.meta.url));

/** How often bytes, given inverted, stand in this process's memory; null where the system does not let anybody look. */
function timesInMemory(inverted: Buffer): number | null {
  const args = [SEARCH, String(process.pid), inverted.toString('hex')];
  const { status, stdout } = spawnSync(process.execPath, args, { timeout: 60_000 });
  return status === 0 ? Number(String(stdout)) : null;
}

test('UP-06, T9: between two parts this process’s memory has none of them in clear', async (t) => {
  const inverted = randomBytes(32);
  /** A part full of the marker, made without a second copy of it. */
  const part = (bytes: number) => {
    const made = Buffer.allocUnsafeSlow(bytes);
    for (let n = 0; n < bytes; n += 1) made[n] = (inverted[n % inverted.length] ?? 0) ^ 0xff;
    return made;
  };
  const control = part(64);
  const seen = timesInMemory(inverted);
  if (seen === null) return t.skip('nobody may look into a process’s memory here');
  assert.ok(seen >= 1, 'the search finds what is there');
  control.fill(0);

  const random = (size: number) => new Uint8Array(randomBytes(size));
  const parts = createParts({ clock: { now: () => new Date('2026-11-22') }, random, budget: createBudget() });
  const [size, total] = [64 * 1024, 256 * 1024];
  for (let from = 0; from < total; from += size)
    parts.add('a-cookie', { upload: '0'.repeat(32), from, total }, part(size));
  assert.equal(timesInMemory(inverted), 0);

  const taken = await parts.take('a-cookie', '0'.repeat(32), () => {});
  assert.ok(
    'document' in taken && (timesInMemory(inverted) ?? 0) > 1000,
    'and it is whole when it is asked for',
  );
  taken.document.fill(0);
  assert.equal(timesInMemory(inverted), 0, 'opening left no copy');
});
