import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doorsFor } from './frame.tsx';
import { ROLES } from './roles.ts';
import { words } from './words.ts';

test('every door of the staff has its name and what is behind it, in each language of theirs', () => {
  const everybody = {
    tokenHash: new Uint8Array(),
    staffId: '',
    called: '',
    roles: [...ROLES],
    freshAt: new Date(0),
  };
  const doors = doorsFor(everybody);
  assert.ok(doors.length > 15);
  for (const [language, catalogue] of Object.entries(words))
    for (const { key } of doors)
      for (const name of [key, `${key}-note`]) assert.ok(catalogue[name], `${language}: ${name}`);
});
