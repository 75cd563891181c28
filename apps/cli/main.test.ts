import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { catalogueFaults, Fault } from '@commonkey/words';
import { COMMANDS, main } from './main.ts';
import { SYNOPSIS } from './synopsis.ts';
import { cliWords, wordFault } from './words.ts';

function terminal() {
  const printed = { out: '', err: '' };
  const io = {
    out: (text: string) => {
      printed.out += text;
    },
    err: (text: string) => {
      printed.err += text;
    },
    now: () => new Date('2026-11-22T12:00:00Z'),
  };
  return { io, printed };
}

test('the command line says in each language what it can do', () => {
  assert.deepEqual(catalogueFaults(cliWords, 'en'), []);
});

test('no command is a question, a wrong command a mistake', async () => {
  const asked = terminal();
  assert.equal(await main([], asked.io), 0);
  assert.match(asked.printed.out, /program check/);
  const wrong = terminal();
  assert.equal(await main(['card', 'forge'], wrong.io), 2);
  assert.match(wrong.printed.err, /card verify/);
});

test('a fault reaches the terminal as a sentence with its code', async () => {
  const { io, printed } = terminal();
  assert.equal(await main(['card', 'verify', '--qr', 'HELLO', '--trust', '/nowhere/trust.json'], io), 2);
  assert.match(printed.err, /\[[a-z-]+\]/);
  assert.doesNotMatch(printed.err, /could not be done/);
});

test('every command says how it is written, when asked and when its flags are wrong', async () => {
  assert.deepEqual(Object.keys(SYNOPSIS).sort(), Object.keys(COMMANDS).sort());
  const asked = terminal();
  assert.equal(await main(['card', 'verify', '--help'], asked.io), 0);
  assert.match(asked.printed.out, /^commonkey card verify --qr TEXT/);
  const wrong = terminal();
  assert.equal(await main(['card', 'verify'], wrong.io), 2);
  assert.match(wrong.printed.err, /commonkey card verify --qr TEXT/);
});

/** What begins to work at once, and for long. */
const LONG = ['serve', ...Object.keys(COMMANDS).filter((name) => name.startsWith('bench '))];

test('every command without arguments ends in words, in a folder where no city ever was', async (t) => {
  const [folder, before] = [mkdtempSync(join(tmpdir(), 'ck-bare-')), process.cwd()];
  const settings = Object.keys(process.env).filter((name) => name.startsWith('COMMONKEY_'));
  for (const name of settings) Reflect.deleteProperty(process.env, name);
  process.chdir(folder);
  t.after(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  });
  assert.deepEqual(
    LONG.filter((name) => !(name in SYNOPSIS)),
    [],
  );
  for (const name of Object.keys(SYNOPSIS).filter((one) => !LONG.includes(one))) {
    const { io, printed } = terminal();
    const code = await main(name.split(' '), io).catch((error: unknown) => assert.fail(`${name}: ${error}`));
    const said = printed.out + printed.err;
    assert.ok([0, 1, 2].includes(code) && said !== '', `${name}: ${code} ${said}`);
    assert.doesNotMatch(said, /^\s+at |could not be done/m, name);
  }
});

test('a fault whose sentence lacks a value is told by its code', () => {
  assert.match(wordFault(new Fault('cli-arguments-wrong')), /cli-arguments-wrong/);
});
