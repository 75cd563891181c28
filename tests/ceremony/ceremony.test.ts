import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fromBase64url, parseTrust, signCard, thumbprint, verifyCard } from '@commonkey/credential';
import type { ShiftOffer } from '@commonkey/shift';
import { openRoot } from '../../apps/cli/root/root-file.ts';
import { readProgramAnswer } from '../../apps/desk/shift/program-answer.ts';
import { newDesk } from '../../apps/server/desks/testing/shift.ts';
import { type Marker, scanForResidue, textMarker } from '../../apps/server/residue/scan.ts';
import { startCityHall } from '../journeys/service.ts';
import { joinAsClerk } from './clerk.ts';
import { commonkey } from './terminal.ts';

const PASSPHRASE = 'seven quiet herons cross the delta';
const ISSUER = 'https://id.town.example';

test('a city with a root of its own, from the first start to a card that verifies', {
  timeout: 240_000,
}, async (t) => {
  const offline = mkdtempSync(join(tmpdir(), 'ck-offline-'));
  t.after(() => rmSync(offline, { recursive: true, force: true }));
  // The model city's rules are for practice; a town that adopts them says so by taking the mark away.
  const rules = join(offline, 'rules');
  cpSync(fileURLToPath(new URL('../../programs/model-city', import.meta.url)), rules, { recursive: true });
  const { practice: __, ...adopted } = JSON.parse(readFileSync(join(rules, 'program.json'), 'utf8'));
  writeFileSync(join(rules, 'program.json'), JSON.stringify(adopted));
  const city = { COMMONKEY_CITY: 'real', COMMONKEY_ISSUER: ISSUER, COMMONKEY_PROGRAM: rules };
  const hall = await startCityHall(t, { env: city });
  // The city's terminal has the service's settings; the offline machine has none of them and the passphrase.
  const here = (...args: string[]) => commonkey(args, { ...city, COMMONKEY_DATA: hall.dataFolder });
  const away = (...args: string[]) => commonkey(args, { COMMONKEY_ROOT_PASSPHRASE: PASSPHRASE }, offline);
  const at = (name: string) => join(offline, name);
  const { staff, desk } = await joinAsClerk(hall);
  const key = await newDesk();
  const { kid: _, ...publicJwk } = key.publicJwk;
  const openShift = () => desk.json('/api/shifts', { publicJwk, cards: 4, hours: 4 });
  const said = async () => /data-keys="([a-z-]+)"/.exec((await staff.page('/')).text)?.[1];

  await t.test('before the ceremony it runs, says what is next, and certifies nothing', async () => {
    assert.match(hall.log(), /this city has no root key.*commonkey root new/);
    assert.equal(await said(), 'root-missing');
    const refused = await openShift();
    assert.deepEqual([refused.status, refused.json.code], [503, 'no-issuing-key-for-window']);
    const trust = await fetch(`${hall.origins.public}/trust.json`);
    assert.equal(trust.status, 200);
    assert.deepEqual(parseTrust(await trust.json()).keys, []);
    const shown = await here('keys', 'show', '--json');
    assert.equal(shown.code, 1);
    assert.equal(JSON.parse(shown.out).state.code, 'root-missing');
    const doctor = JSON.parse((await here('doctor', '--json')).out) as {
      findings: { code: string; level: string }[];
    };
    assert.equal(doctor.findings.find(({ code }) => code === 'keys-root-missing')?.level, 'fail');
  });

  await t.test('the root is made offline, pinned by what stands on paper, and by nothing else', async () => {
    const made = await away('root', 'new', '--out', 'ceremony');
    assert.equal(made.code, 0, made.err);
    const paper = thumbprint(JSON.parse(readFileSync(at('ceremony/root.public.json'), 'utf8')));
    assert.ok(made.out.includes(paper));
    const pin = (file: string, text = paper) =>
      here('keys', 'pin', at(`ceremony/${file}`), `--thumbprint=${text}`);
    for (const [ran, code] of [
      [await pin('root.key.json'), 'root-private-not-here'],
      [await pin('root.public.json', `${paper.slice(0, -1)}!`), 'thumbprint-differs'],
      [await here('keys', 'install', at('ceremony/root.public.json')), 'certificate-file-malformed'],
    ] as const) {
      assert.equal(ran.code, 2);
      assert.ok(ran.err.includes(`[${code}]`), ran.err);
    }
    assert.equal(await said(), 'root-missing');
    const pinned = await pin('root.public.json', paper.replace(/(.{4})/g, '$1 '));
    assert.equal(pinned.code, 0, pinned.err);
    assert.equal(await said(), 'certificate-missing');
  });

  await t.test('the request goes out, the certificate comes back, and desks can open', async () => {
    const asked = await here('keys', 'request', '--out', at('request.json'));
    assert.equal(asked.code, 0, asked.err);
    assert.ok(asked.out.includes(ISSUER));
    assert.equal(await said(), 'certificate-awaited');
    assert.equal((await openShift()).status, 503);

    const files = ['--issuing', 'request.json', '--out', 'certificate.json'];
    const strange = await away('root', 'new', '--out', 'stranger');
    assert.equal(strange.code, 0, strange.err);
    await away(
      'root',
      'certify',
      '--root',
      'stranger/root.key.json',
      '--issuing',
      'request.json',
      '--out',
      'forged.json',
    );
    const forged = await here('keys', 'install', at('forged.json'));
    assert.ok(forged.err.includes('[certificate-of-another-root]'), forged.err);

    const certified = await away('root', 'certify', '--root', 'ceremony/root.key.json', ...files);
    assert.equal(certified.code, 0, certified.err);
    const installed = await here('keys', 'install', at('certificate.json'));
    assert.equal(installed.code, 0, installed.err);
    assert.ok([undefined, 'ending'].includes(await said()));
    assert.equal((await here('keys', 'show')).code, 0);
  });

  await t.test(
    'a shift opens, its card verifies under the pinned root, and nothing says SPECIMEN',
    async () => {
      // A real city's numbers come from its library: no pool fills itself.
      const { text } = await staff.page('/shifts');
      const csrf = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
      await staff.form('/shifts/library', { _csrf: csrf, first: '2999900000000', count: '100' });
      const opened = await openShift();
      assert.equal(opened.status, 200, JSON.stringify(opened.json));
      const offer = opened.json as unknown as ShiftOffer;
      assert.equal(offer.issuer, ISSUER);
      const [place] = offer.places;
      assert.ok(place);
      const claims = {
        issuer: ISSUER,
        serial: place.serial,
        name: 'Ada Quill',
        birthDate: '1990-05-01',
        issued: new Date().toISOString().slice(0, 10),
        expires: '2031-01-31',
        status: { uri: place.uri, idx: place.index },
      };
      const certificate = fromBase64url(offer.certificate);
      assert.ok(certificate);
      const qr = await signCard(claims, { desk: key, certificate, dialect: 'spec' });
      const published = (await (await fetch(`${hall.origins.verify}/trust.json`)).json()) as Record<
        string,
        unknown
      >;
      const list = new Uint8Array(
        await (await fetch(`${hall.origins.verify}${new URL(place.uri).pathname}`)).arrayBuffer(),
      );
      const root = JSON.parse(readFileSync(at('ceremony/root.public.json'), 'utf8'));
      const lists = new Map([[place.uri, list]]);
      const verdict = await verifyCard(qr, parseTrust(published), lists, new Date(), [thumbprint(root)]);
      assert.equal(verdict.verdict, 'valid', JSON.stringify(verdict));

      assert.equal(published['ck:practice'], undefined);
      const program = await (await fetch(`${hall.origins.desk}/api/program`)).json();
      assert.equal(readProgramAnswer(program).practiceCity, false);
      const pages = [
        ...['/', '/what-we-hold', '/report-lost', '/?lang=es'].map((path) => hall.origins.public + path),
        `${hall.origins.staff}/sign-in`,
      ];
      for (const url of pages) {
        const page = await fetch(url, { headers: { accept: 'text/html' } });
        assert.equal(page.status, 200, url);
        assert.doesNotMatch(await page.text(), /specimen|practice city|ciudad de práctica/i, url);
      }
      for (const path of ['/', '/staff', '/shifts', '/cards'])
        assert.doesNotMatch((await staff.page(path)).text, /specimen|practice city/i, path);
      assert.doesNotMatch(hall.log(), /specimen|practice/i);
    },
  );

  await t.test('the root’s private key and its passphrase are nowhere in the city’s house', async () => {
    const file = readFileSync(at('ceremony/root.key.json'), 'utf8');
    const { d } = openRoot(JSON.parse(file), PASSPHRASE);
    const secret: Marker = { name: 'private scalar', bytes: Buffer.from(d, 'base64url') };
    const markers = [
      secret,
      textMarker('scalar as text', d),
      textMarker('sealed scalar', JSON.parse(file).sealed),
      textMarker('passphrase', PASSPHRASE),
    ];
    await hall.stop();
    const database = await realpath(join(hall.dataFolder, 'postgres'));
    const places = [hall.dataFolder, database, hall.tempFolder];
    assert.deepEqual(await scanForResidue(places, markers), []);
    // The scan can see: the same bytes, planted, are found.
    writeFileSync(join(hall.dataFolder, 'planted'), Buffer.concat([Buffer.alloc(77), secret.bytes]));
    assert.notDeepEqual(await scanForResidue([hall.dataFolder], markers), []);
  });

  await t.test('the same folder is never a practice city afterwards', async () => {
    const turned = await commonkey(['serve'], {
      COMMONKEY_DATA: hall.dataFolder,
      COMMONKEY_ISSUER: ISSUER,
      ...Object.fromEntries(
        ['PUBLIC', 'STAFF', 'DESK', 'VERIFY'].map((name) => [`COMMONKEY_${name}_PORT`, '0']),
      ),
    });
    assert.equal(turned.code, 2);
    assert.match(turned.err, /COMMONKEY_CITY.*\[keys-of-another-city\]/);
  });
});
