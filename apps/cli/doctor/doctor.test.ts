import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { catalogueFaults, speaker } from '@commonkey/words';
import type { Io } from '../io.ts';
import { doctor, wordFindings } from './doctor.ts';
import { doctorWords } from './words.ts';

test('every finding has its words in English and Spanish', () => {
  assert.deepEqual(catalogueFaults(doctorWords, 'en'), []);
  const finding = fileURLToPath(import.meta.resolve('@commonkey/server/doctor/finding.ts'));
  const [, list = ''] = readFileSync(finding, 'utf8').split('export type DoctorCode =');
  const codes = [...list.matchAll(/'([a-z-]+)'/g)].map(([, code]) => `doctor.${code}`);
  const worded = Object.keys(doctorWords.en ?? {}).filter((key) => !key.startsWith('doctor.level.'));
  assert.deepEqual(worded.sort(), codes.sort());
});

test('the exit code is 1 exactly when something fails, and --json says the same', async () => {
  let said = '';
  const io: Io = {
    out: (text) => {
      said += text;
    },
    err: () => {},
    now: () => new Date(),
  };
  const code = await doctor(['--json'], io);
  const { fit, findings } = JSON.parse(said) as { fit: boolean; findings: { level: string }[] };
  assert.equal(code, findings.some(({ level }) => level === 'fail') ? 1 : 0);
  assert.equal(fit, code === 0);
  assert.equal(await doctor([], { ...io, now: () => new Date(0) }), 1, 'a clock before this program fails');
});

test('a line says how it stands and what to do', () => {
  const say = speaker('en', doctorWords.en ?? {});
  const text = wordFindings(
    [
      { level: 'ok', code: 'swap-off' },
      { level: 'fail', code: 'space-none', params: { gigabytes: 0 } },
    ],
    say,
  );
  assert.equal(text.split('\n')[0], 'ok    Nothing is swapped to disk.');
  assert.match(text.split('\n')[1] ?? '', /^FAIL {2}The disk is as good as full/);
});
