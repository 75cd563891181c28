import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { qrModules, setStatus, signCard, signStatusList, thumbprint } from '@commonkey/credential';
import { claimsOf, listTimes, NOON, newCity } from '@commonkey/credential/testing/city.ts';
import { catalogueFaults, isFault } from '@commonkey/words';
import sharp from 'sharp';
import { cardVerify } from './verify.ts';
import { cardWords } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'ck-verify-'));
const at = (name: string): string => join(folder, name);
after(() => rmSync(folder, { recursive: true, force: true }));
let text: string;
let root: string;

before(async () => {
  const city = await newCity();
  text = await signCard(claimsOf(city), city.form);
  root = thumbprint(city.root.publicJwk);
  writeFileSync(at('trust.json'), JSON.stringify(city.trust));
  writeFileSync(at('status'), city.token);
  writeFileSync(
    at('other-city'),
    await signStatusList({ ...city.list, uri: 'https://x.example/1' }, city.issuing, listTimes()),
  );
  setStatus(city.list, claimsOf(city).status.idx, true);
  writeFileSync(at('revoking'), await signStatusList(city.list, city.issuing, listTimes()));
  writeFileSync(at('card.png'), await picture(text));
  writeFileSync(
    at('blank.png'),
    await sharp({ create: { width: 90, height: 90, channels: 3, background: 'white' } })
      .png()
      .toBuffer(),
  );
  writeFileSync(at('no-picture.png'), 'no picture at all');
});

async function run(...argv: string[]): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: () => undefined, now: () => NOON };
  const code = await cardVerify(argv.includes('--trust') ? argv : ['--trust', at('trust.json'), ...argv], io);
  return { code, out: out.join('') };
}

async function json(...argv: string[]): Promise<[number, string, string | undefined]> {
  const { code, out } = await run('--json', ...argv);
  const { verdict, reason } = JSON.parse(out);
  return [code, verdict, reason];
}

test('a good card is valid from its text and from its picture; ages and facts are said', async () => {
  for (const source of [
    ['--qr', text],
    ['--qr', `${text}\n`],
    ['--image', at('card.png')],
  ]) {
    assert.deepEqual(await json(...source, '--status', at('status')), [0, 'valid', undefined]);
  }
  const { out } = await run('--json', '--qr', text, '--status', at('status'));
  const { listAge, trustAge, card } = JSON.parse(out);
  assert.deepEqual(
    [listAge, trustAge, card.serial, card.expires],
    [21_600, 21_600, '123456789014', '2031-11-13'],
  );
  const words = (await run('--qr', text, '--status', at('status'))).out;
  assert.match(words, /^VALID.*Name: Nguyễn Thị Minh Khai.*Status list: 6 hours old/s);
});

test('"no" and "unknown" end differently', async () => {
  assert.deepEqual(await json('--qr', text, '--status', at('revoking')), [1, 'not-valid', 'revoked']);
  assert.deepEqual(await json('--qr', text), [3, 'undetermined', 'status-list-missing']);
  assert.deepEqual(await json('--qr', text, '--status', at('other-city')), [
    3,
    'undetermined',
    'status-list-foreign',
  ]);
  assert.deepEqual(await json('--qr', text, '--status', at('status'), '--at', '2016-01-01'), [
    3,
    'undetermined',
    'clock-wrong',
  ]);
  assert.deepEqual(await json('--qr', text, '--status', at('status'), '--at', '2032-01-01'), [
    1,
    'not-valid',
    'expired',
  ]);
  assert.deepEqual(await json('--image', at('blank.png')), [3, 'undetermined', 'qr-not-found']);
  assert.deepEqual(await json('--image', at('no-picture.png')), [3, 'undetermined', 'picture-unreadable']);
  assert.match((await run('--qr', 'https://example.org')).out, /UNDETERMINED.*not of a city card/s);
});

test('a practice city’s card is called a specimen with every verdict, and a real city’s never', async () => {
  const marked = (practice: unknown) => {
    const bundle = JSON.parse(readFileSync(at('trust.json'), 'utf8'));
    writeFileSync(at('marked.json'), JSON.stringify({ ...bundle, 'ck:practice': practice }));
  };
  const cases = [
    ['valid', '--qr', text, '--status', at('status')],
    ['not-valid', '--qr', text, '--status', at('revoking')],
    ['undetermined', '--qr', text],
    ['undetermined', '--image', at('blank.png')],
  ] as const;
  const line = /^SPECIMEN: this city is a practice city; the card proves nothing\.$/m;
  for (const [verdict, ...source] of cases) {
    marked(true);
    const report = JSON.parse((await run(...source, '--trust', at('marked.json'), '--json')).out);
    assert.deepEqual([report.verdict, report.practice], [verdict, true]);
    assert.match((await run(...source, '--trust', at('marked.json'))).out, line);
    marked('true');
    assert.equal(
      'practice' in JSON.parse((await run(...source, '--trust', at('marked.json'), '--json')).out),
      false,
    );
    assert.doesNotMatch((await run(...source)).out, /SPECIMEN/);
  }
});

test('an age is told in the unit a person counts it in', async () => {
  for (const [moment, words] of [
    ['2026-11-14T07:59:00Z', '1 hour'],
    ['2026-11-16T05:00:00Z', '47 hours'],
    ['2026-11-16T06:00:00Z', '2 days'],
    ['2028-11-12T06:00:00Z', '729 days'],
    ['2039-12-25T06:00:00Z', '13 years'],
  ] as const) {
    const { out } = await run('--qr', text, '--status', at('status'), '--at', moment);
    assert.match(out, new RegExp(`Status list: ${words} old\nKey list: ${words} old`), moment);
  }
});

test('a pinned root rules out every other', async () => {
  assert.deepEqual(await json('--qr', text, '--status', at('status'), '--pin', root), [
    0,
    'valid',
    undefined,
  ]);
  assert.deepEqual(await json('--qr', text, '--pin', root.replace(/./, 'x')), [
    3,
    'undetermined',
    'issuing-key-unproven',
  ]);
});

test('wrong use is named, before any verdict', async () => {
  const cases: [string[], string][] = [
    [[], 'cli-flag-missing'],
    [['--qr', text, '--at', 'yesterday'], 'cli-time-invalid'],
    [['--qr', text, '--image', at('card.png')], 'cli-arguments-wrong'],
    [['--qr', text, '--status', at('nowhere')], 'cli-file-unreadable'],
    [['--qr', text, '--trust', at('card.png')], 'trust-malformed'],
    [['--colour', 'blue'], 'cli-arguments-wrong'],
    [['--qr', text, '--qr', text], 'cli-flag-twice'],
    [['--qr', text, '--at', '2026-01-01T00:00:00Z', '--at', '2026-01-02T00:00:00Z'], 'cli-flag-twice'],
  ];
  for (const [argv, code] of cases)
    await assert.rejects(run(...argv), (e) => isFault(e) && e.code === code, code);
});

test('every sentence of the card and root commands is there in every language', () => {
  assert.deepEqual(catalogueFaults(cardWords, 'en'), []);
});

function picture(content: string): Promise<Buffer> {
  const modules = qrModules(content);
  const side = modules.length + 8;
  const pixels = Buffer.alloc(side * side, 255);
  modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) pixels[(y + 4) * side + x + 4] = 0;
    });
  });
  const raw = { width: side, height: side, channels: 1 } as const;
  return sharp(pixels, { raw })
    .resize(side * 3, side * 3, { kernel: 'nearest' })
    .png()
    .toBuffer();
}
