// Debian's zbar, cbor2 and cryptography read the printed code and follow the whole chain: nothing of ours is in it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import {
  buildTrust,
  fitCard,
  qrModules,
  setStatus,
  signCard,
  signStatusList,
} from '../../packages/credential/index.ts';
import { claimsOf, ISSUER, LIST, listTimes, newCity } from '../../packages/credential/testing/city.ts';

const PYTHON = '/usr/bin/python3';
const script = fileURLToPath(new URL('./verify_card.py', import.meta.url));
const missing = ['zbarimg --version', `${PYTHON} -c import\tcbor2,cryptography`].find((line) => {
  const [command = '', ...args] = line.split(' ').map((word) => word.replace('\t', ' '));
  return spawnSync(command, args).status !== 0;
});

for (const dialect of ['spec', 'inji'] as const) {
  test(`a printed card of the ${dialect} dialect verifies in Python, and its revocation shows`, {
    skip:
      missing !== undefined &&
      `Debian's zbar-tools, python3-cbor2 or python3-cryptography is missing (${missing})`,
  }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'ck-second-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const city = await newCity();
    const form = { ...city.form, dialect };
    const claims = claimsOf(city, { secondName: 'عائشة', secondLanguage: 'ara' });
    const fitted = await fitCard(claims, form, { encodeFace: face });
    const trust = buildTrust({
      issuer: ISSUER,
      updated: new Date(0),
      roots: [city.root.publicJwk],
      issuing: [city.issuingCertificate],
      desks: [city.certificate],
      statusLists: [LIST],
    });
    const at = (name: string): string => join(folder, name);
    writeFileSync(at('card.png'), await print(await signCard(fitted.claims, form)));
    writeFileSync(at('trust.json'), JSON.stringify(trust));
    for (const revoked of [false, true]) {
      setStatus(city.list, claims.status.idx, revoked);
      writeFileSync(at('status'), await signStatusList(city.list, city.issuing, listTimes()));
      const done = spawnSync(PYTHON, [script, at('card.png'), at('trust.json'), at('status')], {
        encoding: 'utf8',
      });
      assert.equal(done.stderr, '');
      assert.deepEqual(JSON.parse(done.stdout), {
        algorithm: -7,
        signed: true,
        signedByListedKey: true,
        deskCertified: true,
        issuingCertified: true,
        insideWindows: true,
        issuer: ISSUER,
        serial: claims.serial,
        name: claims.name,
        // The other dialect carries the face as a biometric, attribute 62.
        faceBytes: dialect === 'spec' ? fitted.claims.face?.length : 0,
        listSigned: true,
        listIsOfCard: true,
        status: revoked ? 1 : 0,
      });
    }
  });
}

async function face(width: number, height: number, quality: number): Promise<Uint8Array> {
  const gradient = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x2="1" y2="1">
    <stop stop-color="#8aa"/><stop offset="1" stop-color="#422"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`;
  return new Uint8Array(await sharp(Buffer.from(gradient)).avif({ quality }).toBuffer());
}

/** Three dots a module with the quiet zone: the card's own print at 300 dpi. */
function print(text: string): Promise<Buffer> {
  const modules = qrModules(text);
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
