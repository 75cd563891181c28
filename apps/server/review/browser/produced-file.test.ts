import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { Decrypter } from 'age-encryption';
import { modelCity } from '../../testing/model-city.ts';
import { PLANTED } from '../testing/application.ts';
import { archiveOf, sealArchive } from './produced-file.ts';

test('T10: all that was open is in the bundle, and another program reads it; the plain bytes are wiped', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'ck-produced-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { program } = await modelCity();
  const [requirement] = program.requirements;
  const face = new Uint8Array(700).fill(7);
  const jpeg = new Uint8Array(512).fill(9);
  const answers = { path: 'self', name: PLANTED.person.name, home: 'none' } as const;
  const papers = [
    { shows: [requirement?.id ?? ''], jpeg },
    { shows: ['gone-since'], jpeg: face },
  ];
  const file = { card: { person: PLANTED.person, answers, face }, papers, forget: () => {} };
  const say = (key: string, params = {}) => `${key} ${Object.values(params).join()}`;
  const plain = archiveOf(file, { program, say, sayProgram: (key) => key });
  const { bundle, passphrase } = await sealArchive(plain);
  assert.ok(
    plain.every((byte) => byte === 0),
    'nothing of it is left in clear',
  );
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  await writeFile(join(folder, 'all.tar'), await decrypter.decrypt(bundle));
  await promisify(execFile)('tar', ['-xf', 'all.tar'], { cwd: folder });
  const read = (name: string) => readFile(join(folder, name));
  assert.deepEqual(new Uint8Array(await read('face.jpg')), face);
  assert.deepEqual(new Uint8Array(await read('paper-1.jpg')), jpeg);
  assert.deepEqual(new Uint8Array(await read('paper-2.jpg')), face);
  const sheet = String(await read('record.txt'));
  assert.ok(sheet.includes(PLANTED.person.name), sheet);
  assert.match(sheet, new RegExp(`paper-1.jpg: .*requirement.${requirement?.id}\\npaper-2.jpg\\n`));
});
