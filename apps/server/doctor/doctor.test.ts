import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { configure } from '../config/config.ts';
import { readSettings } from '../store/settings.ts';
import { forOneServer } from '../testing/database.ts';
import { judgeSettings } from './database.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';
import { judgeKeys, judgeVault, keyFindings } from './keys.ts';
import {
  clockFinding,
  coreDumpFinding,
  mediumFinding,
  mountOf,
  readMounts,
  spaceFinding,
  swapFinding,
} from './machine.ts';
import { memoryFinding, printingFindings } from './printing.ts';

const brief = ({ level, code }: Finding) => `${level} ${code}`;
const MOUNTS = readMounts(
  'none / overlay rw 0 0\n/dev/sda1 /var ext4 rw 0 0\ntmpfs /var/spool/cups tmpfs rw 0 0\n/dev/b /with\\040space btrfs rw 0 0\n',
);

describe('printing', () => {
  const right = 'PreserveJobHistory No\nPreserveJobFiles No\n';
  const codes = (cupsd: string | null, cupsFiles: string | null) =>
    printingFindings({ cupsd, cupsFiles }, MOUNTS).map(brief);

  test('no CUPS is fine, CUPS as installed is not', () => {
    assert.deepEqual(codes(null, null), ['ok cups-absent']);
    assert.deepEqual(codes('', null), ['fail cups-keeps-files', 'fail cups-keeps-history']);
  });

  test('CL-09: a spool in memory is one on a mount of memory, by this machine', () => {
    assert.deepEqual(codes(right, null), ['ok cups-keeps-nothing']);
    const elsewhere = 'RequestRoot /var/spool/cups2\nTempDir /run/cups';
    assert.deepEqual(codes(right, elsewhere), ['fail cups-spool-on-disk', 'fail cups-temp-on-disk']);
  });
});

describe('the machine', () => {
  test('a path lies on its deepest mount, and on no neighbour of like name', () => {
    assert.equal(mountOf('/var/spool/cups/c1', MOUNTS)?.type, 'tmpfs');
    assert.equal(mountOf('/var/spool/cups2', MOUNTS)?.type, 'ext4');
    assert.equal(mountOf('/with space/data', MOUNTS)?.type, 'btrfs');
    assert.equal(mountOf('/home', MOUNTS)?.type, 'overlay');
  });

  test('what could not be determined is neither good nor bad', () => {
    for (const finding of [
      swapFinding(null),
      coreDumpFinding(null),
      coreDumpFinding('nothing of it'),
      mediumFinding(null),
      mediumFinding({ point: '/', type: 'newfs' }),
    ])
      assert.equal(finding.level, 'unknown');
  });

  test('swap, core dumps, medium, space and clock are told good from bad', () => {
    const header = 'Filename Type Size Used Priority\n';
    assert.equal(brief(swapFinding(header)), 'ok swap-off');
    assert.equal(brief(swapFinding(`${header}/dev/sda2 partition 1 0 -2\n`)), 'warn swap-on');
    const core = (soft: string) =>
      `Max core file size        ${soft}                unlimited            bytes\n`;
    assert.equal(brief(coreDumpFinding(core('0'))), 'ok core-dumps-off');
    assert.equal(brief(coreDumpFinding(core('unlimited'))), 'warn core-dumps-on');
    assert.equal(brief(mediumFinding({ point: '/', type: 'btrfs' })), 'warn medium-copies');
    assert.equal(brief(mediumFinding({ point: '/', type: 'ext4' })), 'ok medium-overwrites');
    assert.deepEqual([5e9, 5e8, 5e7].map(spaceFinding).map(brief), [
      'ok space-enough',
      'warn space-low',
      'fail space-none',
    ]);
    const [before, after] = [new Date('2026-03-01'), new Date('2026-03-02')];
    assert.equal(brief(clockFinding(before, after, true)), 'fail clock-behind');
    assert.equal(brief(clockFinding(after, before, false)), 'warn clock-not-kept');
    assert.equal(brief(clockFinding(after, before, true)), 'ok clock-kept');
  });
});

test('a folder of keys that others may enter is a failure; a clean one is fit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'commonkey-test-'));
  try {
    const config = configure({ COMMONKEY_DATA: folder }, '/');
    mkdirSync(join(folder, 'secrets'), { mode: 0o700 });
    const clock = { now: () => new Date() };
    const codes = async () => (await examine(config, clock)).map(({ code }) => code);
    assert.ok((await codes()).includes('folder-fit'));
    chmodSync(join(folder, 'secrets'), 0o755);
    assert.ok((await codes()).includes('folder-open-to-others'));
    rmSync(folder, { recursive: true });
    assert.ok((await codes()).includes('folder-absent'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

forOneServer('doctor', (test) => {
  test('finds our own settings right and a chatty server wrong', async ({ address }) => {
    const settings = new Map(await readSettings(address));
    settings.set('fsync', 'on'); // the throw-away server alone goes without
    assert.deepEqual(
      judgeSettings(settings).filter(({ level }) => level !== 'ok'),
      [],
    );
    const chatty = new Map([
      ...settings,
      ['log_statement', 'all'],
      ['log_error_verbosity', 'verbose'],
      ['server_version_num', '140010'],
    ]);
    const wrong = judgeSettings(chatty).filter(({ level }) => level === 'fail');
    assert.deepEqual(
      wrong.map(({ code, params }) => params?.name ?? code),
      ['database-too-old', 'log_error_verbosity', 'log_statement'],
    );
  });
});

describe('keys and the way to the printer', () => {
  test('no certificate fails, one that ends soon warns, and a silent key process is unknown', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ck-doctor-keys-'));
    const config = configure({ COMMONKEY_DATA: folder }, '/');
    assert.deepEqual((await keyFindings(config, { now: () => new Date() })).map(brief), [
      'unknown keys-not-running',
    ]);
    rmSync(folder, { recursive: true });
    assert.equal(
      brief(judgeKeys({ code: 'certificate-missing', until: '', days: 0 })),
      'fail keys-certificate-missing',
    );
    assert.equal(brief(judgeKeys({ code: 'ending', until: '2027-01-07', days: 5 })), 'warn keys-ending');
  });

  test('a vault that owes a destruction fails, one root or one on a disk warns, none at all is well', () => {
    const judged = (...warnings: string[]) => judgeVault({ warnings }).map(brief);
    assert.deepEqual(judged(), ['ok vault-whole']);
    assert.deepEqual(judged('no-vault-yet', 'cell-on-disk', 'one-replica'), ['ok vault-unused']);
    assert.deepEqual(judged('hold-put-back'), ['fail vault-hold-put-back', 'ok vault-whole']);
    assert.deepEqual(judged('cell-on-disk', 'replica-behind'), [
      'fail vault-replica-behind',
      'warn vault-cell-on-disk',
    ]);
    assert.deepEqual(judged('one-replica', 'clock-in-doubt', 'reserve-missing'), [
      'fail vault-clock-in-doubt',
      'warn vault-one-replica',
      'warn vault-reserve-missing',
    ]);
  });

  test('a desk’s browser needs a folder in memory', () => {
    assert.equal(brief(memoryFinding(1000, MOUNTS)), 'warn desk-memory-missing');
    const mounts = [...MOUNTS, ...readMounts('tmpfs /dev/shm tmpfs rw 0 0\n')];
    assert.deepEqual(memoryFinding(1000, mounts).params, { folder: '/dev/shm' });
    const user = [...mounts, ...readMounts('tmpfs /run/user/1000 tmpfs rw 0 0\n')];
    assert.deepEqual(memoryFinding(1000, user).params, { folder: '/run/user/1000' });
  });
});
