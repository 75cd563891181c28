import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isSerial, readSerial, readSlipSecret } from '@commonkey/credential';
import { isFault } from '@commonkey/words';
import sharp from 'sharp';
import { cardSample } from './sample.ts';
import { cardVerify } from './verify.ts';

const program = fileURLToPath(new URL('../../../programs/model-city', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ck-sample-'));
const at = (name: string): string => join(folder, name);
after(() => rmSync(folder, { recursive: true, force: true }));
const NOW = new Date('2026-11-14T15:00:00Z');

before(async () => {
  writeFileSync(at('portrait.png'), await drawnPortrait());
  writeFileSync(at('no-portrait.png'), 'this is a letter');
});

async function run(command: typeof cardSample, ...argv: string[]): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: () => undefined, now: () => NOW };
  return { code: await command(argv, io), out: out.join('\n') };
}

function sample(out: string, ...more: string[]) {
  const usual = { '--program': program, '--portrait': at('portrait.png'), '--out': at(out) };
  const rest = Object.entries(usual).filter(([name]) => !more.includes(name));
  return run(cardSample, ...rest.flat(), ...more);
}

async function verdict(out: string, ...source: string[]): Promise<string> {
  const files = ['--trust', at(`${out}/trust.json`), '--status', at(`${out}/status`), '--json'];
  const { code, out: json } = await run(cardVerify, ...source, ...files);
  return `${code} ${JSON.parse(json).verdict} ${JSON.parse(json).reason ?? ''}`.trim();
}

test('a sample verifies from its text and from the picture of its back', async () => {
  assert.equal((await sample('one')).code, 0);
  assert.equal(await verdict('one', '--qr', readFileSync(at('one/qr.txt'), 'utf8')), '0 valid');
  assert.equal(await verdict('one', '--image', at('one/back.png')), '0 valid');
  const { width, height } = await sharp(at('one/front.png')).metadata();
  assert.deepEqual([width, height], [1011, 638]);
  assert.equal(readFileSync(at('one/card.pdf')).subarray(0, 5).toString(), '%PDF-');
  const slip = readFileSync(at('one/slip.txt'), 'utf8');
  assert.match(slip, /^SPECIMEN/);
  assert.ok(isSerial(readSerial(/number: ([\d ]+)/.exec(slip)?.[1] ?? '') ?? ''));
  assert.ok(readSlipSecret(/Secret: +(\S+)/.exec(slip)?.[1] ?? ''));
});

test('a sample is called a specimen by whoever verifies it', async () => {
  const source = [
    '--image',
    at('one/back.png'),
    '--trust',
    at('one/trust.json'),
    '--status',
    at('one/status'),
  ];
  assert.match((await run(cardVerify, ...source)).out, /^VALID.*\nSPECIMEN: .*proves nothing\.$/m);
  assert.equal(JSON.parse((await run(cardVerify, ...source, '--json')).out).practice, true);
});

test('a sample verifies only against its own city', async () => {
  await sample('two');
  const { code, out } = await run(
    cardVerify,
    '--qr',
    readFileSync(at('two/qr.txt'), 'utf8'),
    '--trust',
    at('one/trust.json'),
    '--json',
  );
  assert.deepEqual([code, JSON.parse(out).reason], [3, 'issuing-key-unknown']);
});

test('the trust file is a JWKS without private parts, of three keys', async () => {
  const { keys } = JSON.parse(readFileSync(at('one/trust.json'), 'utf8'));
  assert.deepEqual(
    keys.map((key: Record<string, string>) => key['ck:role']),
    ['root', 'issuing', 'desk'],
  );
  assert.ok(keys.every((key: Record<string, string>) => key.d === undefined && key.alg === 'ES256'));
});

test('the longest name in two scripts still fits and scans', async () => {
  const name = 'Nguyễn-Phước Thị Hồng Hạnh Trần Đặng Quỳnh Như Ngô Bảo Ngọcc';
  await sample(
    'worst',
    '--name',
    name,
    '--second-name',
    '阮福氏紅幸陳鄧瓊如吳寶玉',
    '--second-language',
    'zh',
  );
  assert.equal(await verdict('worst', '--image', at('worst/back.png')), '0 valid');
});

test('a portrait that is no picture, a program that is none, a day that is none: each its own code, nothing written', async () => {
  const cases: [string[], string][] = [
    [['--portrait', at('no-portrait.png')], 'portrait-unreadable'],
    [['--portrait', at('nowhere.png')], 'cli-file-unreadable'],
    [['--program', folder], 'program-unusable'],
    [['--born', '1991-13-01'], 'cli-time-invalid'],
    [['--second-name', 'x'], 'cli-flag-missing'],
  ];
  for (const [argv, code] of cases) {
    await assert.rejects(sample('none', ...argv), (e) => isFault(e) && e.code === code, code);
  }
  assert.equal(existsSync(at('none')), false);
});

function drawnPortrait(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="413" height="531">
    <defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#9fb4c7"/><stop offset="1" stop-color="#e8e2d4"/></linearGradient></defs>
    <rect width="413" height="531" fill="url(#g)"/><ellipse cx="206" cy="520" rx="190" ry="150" fill="#27415f"/>
    <ellipse cx="206" cy="235" rx="105" ry="140" fill="#b98560"/><circle cx="165" cy="225" r="11"/><circle cx="247" cy="225" r="11"/></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
