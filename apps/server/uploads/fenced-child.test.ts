import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chooseConfinement } from './choose-confinement.ts';
import { type Confinement, confinements, findTools, STRENGTHS, type Strength } from './confinement.ts';
import { startChild } from './fenced-child.ts';
import { scriptFor } from './inside-script.ts';
import { attack, type Layers } from './testing/attack.ts';
import type { Attempt } from './testing/attacker.ts';
import { pixels } from './testing/jpeg.ts';

const pictures = await scriptFor('jpeg');
const folder = mkdtempSync(join(tmpdir(), 'ck-fence-'));
const canary = join(folder, 'canary');
const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
const datagrams = createSocket('udp4');
datagrams.bind(0, '127.0.0.1');
before(() => Promise.all([server.listening || once(server, 'listening'), once(datagrams, 'listening')]));
after(() => {
  server.close();
  datagrams.close();
  rmSync(folder, { recursive: true });
});

/** The ways to fence that work here, by their strength. */
const working = new Map<Strength, Confinement>();
for (const strength of STRENGTHS) {
  const chosen = await chooseConfinement(pictures, { only: strength }).catch(() => null);
  chosen?.child?.kill();
  if (chosen?.child) working.set(strength, chosen.confinement);
}

const NOT_HERE = 'this machine does not offer it';
const skip = (strength: Strength) => (working.has(strength) ? false : NOT_HERE);
function way(strength: Strength): Confinement {
  const found = working.get(strength);
  assert.ok(found);
  return found;
}

type Deed = 'connect' | 'send' | 'read' | 'write' | 'make-folder' | 'remove' | 'signal' | 'start-program';

async function outcome(confinement: Confinement, layers: Layers, does: Deed): Promise<string> {
  writeFileSync(canary, 'still here');
  const attempts: Record<Deed, Attempt> = {
    connect: { does: 'connect', target: (server.address() as AddressInfo).port },
    send: { does: 'send', target: datagrams.address().port },
    read: { does: 'read', target: canary },
    write: { does: 'write', target: join(folder, `written-${Math.trunc(performance.now())}`) },
    'make-folder': { does: 'make-folder', target: join(folder, `made-${Math.trunc(performance.now())}`) },
    remove: { does: 'remove', target: canary },
    signal: { does: 'signal', target: process.pid },
    'start-program': { does: 'start-program' },
  };
  const said = await attack(confinement, layers, attempts[does]);
  const removed = !existsSync(canary);
  assert.equal(removed, does === 'remove' && said === 'worked', 'what the child says is what happened');
  return said;
}

const ALL: readonly Deed[] = [
  'connect',
  'send',
  'read',
  'write',
  'make-folder',
  'remove',
  'signal',
  'start-program',
];
/** What each layer refuses by itself, with every other layer taken away. */
const HOLDS: readonly { by: string; strength: Strength; layers: Layers; refuses: readonly Deed[] }[] = [
  {
    by: 'bubblewrap alone',
    strength: 'bubblewrap',
    layers: { lock: false, permission: false },
    // It gives the child a loopback of its own, where a datagram may go and nobody listens.
    refuses: ['connect', 'read', 'write', 'make-folder', 'remove', 'signal'],
  },
  {
    by: 'namespaces alone',
    strength: 'namespaces',
    layers: { lock: false, permission: false },
    refuses: ['connect', 'send', 'signal'],
  },
  {
    by: 'the lock alone',
    strength: 'limits',
    layers: { lock: true, permission: false },
    refuses: ['connect', 'send', 'read', 'write', 'start-program'],
  },
  {
    by: 'Node’s rules alone',
    strength: 'node-alone',
    layers: { lock: false, permission: true },
    refuses: ['read', 'write', 'make-folder', 'remove', 'start-program'],
  },
];

describe('PS-4.4: a child that a document has taken over', () => {
  test('could do all of it without a fence, so that what follows proves something', async () => {
    for (const does of ALL)
      assert.equal(
        await outcome(way('node-alone'), { lock: false, permission: false }, does),
        'worked',
        does,
      );
  });
  for (const { by, strength, layers, refuses } of HOLDS)
    test(`is held back by ${by}`, { skip: skip(strength) }, async () => {
      for (const does of refuses) assert.equal(await outcome(way(strength), layers, does), 'refused', does);
    });
  for (const strength of STRENGTHS.slice(0, 2))
    test(`is held back from everything by the whole of ${strength}`, { skip: skip(strength) }, async () => {
      for (const does of ALL)
        assert.equal(await outcome(way(strength), { lock: true, permission: true }, does), 'refused', does);
    });
});

describe('a child that dies, hangs or lies', () => {
  const layers = { lock: true, permission: true };
  const strongest = [...working.values()][0];
  assert.ok(strongest);

  test('is a clean refusal, whichever way it goes', async () => {
    assert.equal(await attack(strongest, layers, { does: 'crash' }), 'upload-failed');
    assert.equal(await attack(strongest, layers, { does: 'lie' }), 'upload-failed');
    assert.equal(await attack(strongest, layers, { does: 'babble' }), 'upload-failed');
    assert.equal(await attack(strongest, layers, { does: 'spin' }, 300), 'upload-took-too-long');
  });

  test('that eats memory dies of its own limit', { skip: skip('limits') }, async () => {
    assert.equal(await attack(way('limits'), layers, { does: 'eat-memory' }), 'upload-failed');
    const unlimited = { lock: false, permission: false };
    assert.equal(await attack(way('node-alone'), unlimited, { does: 'eat-memory' }), 'worked');
  });

  test('killed midway is a clean refusal, and leaves no process', async () => {
    for (const [strength, confinement] of working) {
      const child = await startChild(confinement, pictures);
      const photo = await pixels(4000, 3000).jpeg().toBuffer();
      const answer = child.redraw({ kind: 'jpeg', want: 'paper' }, photo);
      process.kill(child.pid, 'SIGKILL');
      await assert.rejects(answer, { code: 'upload-failed' }, strength);
      assert.throws(() => process.kill(child.pid, 0), { code: 'ESRCH' }, strength);
    }
  });

  test('that never comes up is a refusal, not a wait', async () => {
    const dead: Confinement = {
      strength: 'node-alone',
      command: () => [process.execPath, '--eval', 'process.exit(3)'],
      lock: null,
      wrapped: false,
    };
    await assert.rejects(startChild(dead, pictures), { code: 'upload-failed' });
    const absent: Confinement = { ...dead, command: () => ['/nonexistent/program'] };
    await assert.rejects(startChild(absent, pictures), { code: 'upload-failed' });
  });
});

describe('how a machine is fenced', () => {
  test('every way that works here leaves no core, no environment and no descriptor to open', async () => {
    for (const [strength, confinement] of working) {
      const child = await startChild(confinement, pictures);
      after(child.kill);
      const of = (name: string) => readFileSync(`/proc/${child.pid}/${name}`, 'utf8');
      // The one word that bubblewrap puts there itself.
      assert.match(of('environ').replace('PWD=/\0', ''), /^$/, strength);
      if (strength !== 'node-alone') {
        assert.match(of('limits'), /Max core file size +0 +0 /, strength);
        assert.match(of('limits'), /Max open files +0 +0 /, strength);
        assert.match(of('limits'), /Max file size +0 +0 /, strength);
        assert.match(of('status'), /CapEff:\t0{16}/, strength);
        if (findTools().setpriv !== null) assert.match(of('status'), /NoNewPrivs:\t1/, strength);
      }
      child.kill();
    }
  });

  test('both kinds of document work in every way that works here', async () => {
    const pdfs = await scriptFor('pdf');
    for (const [strength, confinement] of working) {
      const child = await startChild(confinement, pdfs);
      await assert.rejects(
        child.redraw({ kind: 'pdf', want: 'paper' }, Buffer.from('%PDF-none')),
        { code: 'upload-damaged' },
        strength,
      );
    }
  });

  test('the strongest that works is chosen, and what only seems to be there is passed over', async () => {
    const tools = findTools();
    const broken = { ...tools, bwrap: '/bin/false', unshare: '/nonexistent' };
    const { confinement, child } = await chooseConfinement(pictures, { tools: broken });
    child?.kill();
    assert.equal(confinement.strength, tools.prlimit === null ? 'node-alone' : 'limits');
    const none = { bwrap: null, unshare: null, setpriv: null, prlimit: null };
    assert.deepEqual(
      confinements(none, false).map(({ strength }) => strength),
      ['node-alone'],
    );
  });

  test('a loader that is shut stays shut, whoever the document says it is', async () => {
    const gif = Buffer.from('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=', 'base64');
    const tiff = await pixels(30, 20).tiff().toBuffer();
    const webp = await pixels(30, 20).webp().toBuffer();
    const vips = Buffer.concat([Buffer.from([0x08, 0xf2, 0xa6, 0xb6]), Buffer.alloc(200)]);
    for (const [name, document] of Object.entries({ gif, tiff, webp, vips })) {
      const child = await startChild(way('node-alone'), pictures);
      const answer = child.redraw({ kind: 'jpeg', want: 'paper' }, document);
      await assert.rejects(answer, { code: 'upload-damaged' }, name);
    }
  });
});
