import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findTools } from '../uploads/confinement.ts';
import { uploadsFinding } from './uploads.ts';

test('the finding says what this machine does, and a machine with nothing is told so', async () => {
  const bare = { bwrap: null, unshare: null, setpriv: null, prlimit: null };
  assert.deepEqual(await uploadsFinding(bare), { level: 'warn', code: 'uploads-node-alone' });
  const withLimits = { ...bare, prlimit: findTools().prlimit };
  const limited = withLimits.prlimit === null ? 'uploads-node-alone' : 'uploads-limits';
  assert.deepEqual(await uploadsFinding(withLimits), { level: 'warn', code: limited });
});
