import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { catalogueFaults, speaker } from '@commonkey/words';
import { createBudget } from './budget.ts';
import { UPLOAD_STATUS, type UploadCode, uploadFault } from './errors.ts';
import { openFence } from './fence.ts';
import { MEBIBYTE } from './limits.ts';
import { pixels } from './testing/jpeg.ts';
import { uploadWords } from './words.ts';

const codeOf = (error: unknown) => String((Object(error) as { code?: unknown }).code);

describe('a crowd at the fence', () => {
  test('is served in turn by few children, and who finds the line full is told so at once', async () => {
    const fence = await openFence({ concurrency: 1, waiting: 2 });
    try {
      const photo = await pixels(800, 600).jpeg().toBuffer();
      const sent = Array.from({ length: 5 }, () => Buffer.from(photo));
      const answers = await Promise.allSettled(sent.map((one) => fence.picture(one, 'paper')));
      assert.deepEqual(
        answers.map((answer) => (answer.status === 'fulfilled' ? 'taken' : codeOf(answer.reason))),
        ['taken', 'taken', 'taken', 'upload-busy', 'upload-busy'],
      );
      assert.ok(
        sent.every((one) => one.every((byte) => byte === 0)),
        'refused bytes are zeroed too',
      );
      assert.equal((await fence.picture(Buffer.from(photo), 'paper')).pages.length, 1, 'the line moves on');
    } finally {
      fence.close();
    }
  });

  test('twenty at once are all taken', async () => {
    const fence = await openFence();
    try {
      const photo = await pixels(1600, 1200).jpeg().toBuffer();
      const all = await Promise.all(
        Array.from({ length: 20 }, () => fence.picture(Buffer.from(photo), 'paper')),
      );
      assert.equal(all.length, 20);
    } finally {
      fence.close();
    }
  });

  test('closing ends who is at work and who waits', async () => {
    const fence = await openFence({ concurrency: 1 });
    const photo = await pixels(4000, 3000).jpeg().toBuffer();
    const all = Promise.allSettled(
      Array.from({ length: 3 }, () => fence.picture(Buffer.from(photo), 'paper')),
    );
    fence.close();
    for (const answer of await all)
      assert.equal(answer.status === 'rejected' && codeOf(answer.reason), 'upload-failed');
  });

  test('a document that never ends its work is told so, and the next one is served', async () => {
    const fence = await openFence({ concurrency: 1, wallMs: 1 });
    try {
      const photo = await pixels(4000, 3000).jpeg().toBuffer();
      for (let n = 0; n < 2; n++)
        await assert.rejects(fence.picture(Buffer.from(photo), 'paper'), { code: 'upload-took-too-long' });
    } finally {
      fence.close();
    }
  });

  test('bytes that are held are bounded, and given back', () => {
    const budget = createBudget(10 * MEBIBYTE);
    budget.take(10 * MEBIBYTE);
    assert.throws(() => budget.take(1), { code: 'upload-busy' });
    budget.give(1);
    budget.take(1);
  });
});

test('T9: documents over HTTP, whole and in parts, and through the fence leave no file, not for a moment', () => {
  const [temporary, here] = ['t', 'h'].map((name) => mkdtempSync(join(tmpdir(), `ck-nothing-${name}-`)));
  assert.ok(temporary && here);
  try {
    const script = fileURLToPath(new URL('./testing/leaves-nothing.ts', import.meta.url));
    const loader = fileURLToPath(new URL('../../../scripts/tsx-loader.mjs', import.meta.url));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', loader, script, temporary, here],
      {
        cwd: here,
        env: { TMPDIR: temporary },
        timeout: 120_000,
      },
    );
    assert.equal(status, 0, String(stderr));
    assert.deepEqual(JSON.parse(String(stdout)), { taken: 10, seen: [] });
    assert.deepEqual([readdirSync(temporary), readdirSync(here)], [[], []]);
  } finally {
    for (const folder of [temporary, here]) rmSync(folder, { recursive: true });
  }
});

describe('UP-02: each refusal has its own words', () => {
  const codes = Object.keys(UPLOAD_STATUS) as UploadCode[];
  test('in English and Spanish, every one and no more', () => {
    assert.deepEqual(catalogueFaults(uploadWords, 'en'), []);
    const faults = Object.keys(uploadWords.en ?? {}).filter((key) => key.startsWith('fault.'));
    assert.deepEqual(faults.sort(), codes.map((code) => `fault.${code}`).sort());
  });

  test('no two the same, in any language', () => {
    for (const [language, catalogue] of Object.entries(uploadWords)) {
      const said = codes.map((code) => catalogue[`fault.${code}`]);
      assert.equal(new Set(said).size, codes.length, language);
    }
  });
  const FIGURES = [
    ['upload-too-big', '10'],
    ['upload-too-many-pages', '10'],
    ['upload-too-many-pixels', '40'],
  ] as const;

  test('that say the figures in force and blame nobody', () => {
    for (const [language, catalogue] of Object.entries(uploadWords)) {
      const say = speaker(language, catalogue);
      for (const code of codes) {
        const text = say(`fault.${code}`, uploadFault(code).params);
        assert.doesNotMatch(text, /[{}]|undefined|illegal|suspicious|\bvalid\b|your fault|su culpa/i, text);
        assert.ok(text.length < 420, `${code} is short enough to read`);
      }
      for (const [code, figure] of FIGURES)
        assert.deepEqual(say(`fault.${code}`, uploadFault(code).params).match(/\d+/g), [figure], language);
    }
  });
});
