import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOM = fileURLToPath(new URL('.', import.meta.url));
/** The two that seal: each keeps what it sealed with the change that it belongs to, or ends it. */
const DOOR = 'seal-then-write.ts';
const SEALS =
  /\bvault\s*\.\s*(seal|keep|discard)\b|\{[^}]*\b(seal|keep|discard)\b[^}]*\}\s*=\s*(\w+\.)*vault\b/;
/** Who may go through it without comparing what was read: a new application has nothing to be read yet. */
const WITHOUT_COMPARING = ['change-sealed.ts', 'draft.ts'];

async function sources(): Promise<Map<string, string>> {
  const names = (await readdir(ROOM, { recursive: true })).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('.test.') && !/(^|\/)testing\//.test(name),
  );
  const read = async (name: string) => [name, await readFile(`${ROOM}${name}`, 'utf8')] as const;
  return new Map(await Promise.all(names.map(read)));
}

test('whatever a resident’s page seals is kept or ended in one place, and compared with what was read in another', async () => {
  const files = await sources();
  const withWords = (words: RegExp) =>
    [...files].filter(([, text]) => words.test(text)).map(([name]) => name);
  assert.deepEqual(withWords(SEALS), [DOOR]);
  assert.deepEqual(
    withWords(/\bsealThenWrite\(/)
      .filter((name) => name !== DOOR)
      .sort(),
    WITHOUT_COMPARING,
  );
  assert.deepEqual(withWords(/\bvault\s*\.\s*rewrite\b/), ['draft.ts'], 'under the lock, in `changeSealed`');
});
