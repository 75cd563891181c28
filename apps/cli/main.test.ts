import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueFaults } from '@commonkey/words';
import { COMMANDS, main } from './main.ts';
import { SYNOPSIS } from './synopsis.ts';
import { cliWords } from './words.ts';

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
