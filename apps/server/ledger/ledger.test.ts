import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import {
  auditLog,
  checkpointOf,
  cosignedMessage,
  keyId,
  readNote,
  root,
  tileTree,
  unpackFrontier,
  type VerifierKey,
  verifyConsistency,
  verifyCosignatures,
} from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import { openPool } from '../store/connect.ts';
import { forEachServer } from '../testing/database.ts';
import { openLogFiles } from './log-files.ts';
import { publishNewest } from './sequence.ts';
import { ledgerStands } from './stands.ts';
import { house } from './testing/house.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;

/** Seconds since 1970, by every witness's clock. */
const WITNESSED = 1_772_445_600;

/** A witness of C2SP tlog-witness, with a memory of its own, that looks at what it signs. */
async function witness(t: { after(work: () => Promise<void>): void }, name: string) {
  const pair = generateKeyPairSync('ed25519');
  const raw = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const key: VerifierKey = { name, type: 4, publicKey: new Uint8Array(raw) };
  let last: { size: number; root: Uint8Array } | null = null;
  const conflicts = { count: 0 };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const [head = '', ...rest] = Buffer.concat(chunks).toString('utf8').split('\n\n');
    const [old = '', ...proof] = head.split('\n');
    const note = rest.join('\n\n');
    const { text } = readNote(note);
    const { size, root } = checkpointOf(text);
    if (old !== `old ${last?.size ?? 0}`) {
      conflicts.count += 1;
      return response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end(`${last?.size ?? 0}\n`);
    }
    if (last)
      verifyConsistency({
        size1: last.size,
        size2: size,
        root1: last.root,
        root2: root,
        proof: proof.map((line) => new Uint8Array(Buffer.from(line, 'base64'))),
      });
    last = { size, root };
    const time = BigInt(WITNESSED);
    const stamp = Buffer.alloc(8);
    stamp.writeBigUInt64BE(time);
    const signature = sign(null, cosignedMessage(text, key, time), pair.privateKey);
    const line = Buffer.concat([keyId(key), stamp, signature]).toString('base64');
    response.writeHead(200).end(`— ${name} ${line}\n`);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  t.after(async () => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { key, url: `http://localhost:${port}`, conflicts };
}

forEachServer('the published ledger', (test) => {
  test('grows by the hour as static files that anybody can recompute', async ({ store }, t) => {
    const { context, hour, published, files } = await house(store, t);
    const trees = [];
    for (const count of [3, 0, 300, 40, 500]) {
      await hour(count);
      trees.push(await published());
    }
    const last = trees.at(-1);
    assert.ok(last && last.size >= 843);
    assert.equal(last.size % 16, 0, 'padded to whole blocks');
    for (const earlier of trees) await auditLog(files.read, last, earlier);
    const proof = await tileTree(last.size, files.read).proveConsistency(trees[0]?.size ?? 0);
    const [first] = trees;
    assert.ok(first);
    verifyConsistency({
      size1: first.size,
      size2: last.size,
      root1: first.root,
      root2: last.root,
      proof,
    });
    const folder = join(context.config.dataFolder, 'published', 'ledger');
    const names = await readdir(folder, { recursive: true });
    assert.ok(names.includes(join('tile', '0', '000')) && !names.includes(join('tile', '0', '000.p')));
    assert.deepEqual(
      names.filter((name) => name.endsWith('.new')),
      [],
    );
  });

  test('rows that are not those of the published checkpoint are told apart: changed, or one of them gone', async ({
    store,
    address,
  }, t) => {
    const { hour, published } = await house(store, t);
    assert.equal(await ledgerStands(store.read, null), 'empty');
    await hour(5);
    const { note } = await published();
    assert.equal(await ledgerStands(store.read, note), 'whole');
    const pool = openPool(address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    await pool.query(
      "update ledger_leaves set commitment = decode(repeat('ab', 32), 'hex') where leaf_index = 3",
    );
    assert.equal(await ledgerStands(store.read, note), 'differs');
    await pool.query('delete from ledger_leaves where leaf_index = 3');
    assert.equal(await ledgerStands(store.read, note), 'differs');
  });

  test('leaves that were rewritten in the database are found out before anything is signed', async ({
    store,
    address,
  }, t) => {
    const { context, hour, published } = await house(store, t);
    await hour(5);
    const { note } = await published();
    const pool = openPool(address, { max: 1, readOnly: false });
    await pool.query('update ledger_leaves set commitment = sha256(commitment) where leaf_index = 3');
    await pool.end();
    await hour(5);
    const grown = await published();
    assert.ok(grown.size > 16 && grown.note !== note, 'what is published is built upon, not made anew');
    await auditLog(openLogFiles(context.config.dataFolder).read, grown);
    await rm(join(context.config.dataFolder, 'published'), { recursive: true, force: true });
    await assert.rejects(hour(5), coded('ledger-two-stories'));
    await assert.rejects(published(), coded('ledger-note-malformed'), 'and nothing is published');
  });

  test('F-17: a database that is an old copy publishes nothing over what is there', async ({ store }, t) => {
    const { context, hour, files, published } = await house(store, t);
    await hour(5);
    await hour(5);
    const { note } = await published();
    const { frontier } = await store.read
      .selectFrom('ledger_checkpoints')
      .select('frontier')
      .where('tree_size', '=', 16)
      .executeTakeFirstOrThrow();
    // What the copy knows is the first hour alone.
    const copy = { size: 16, root: root(unpackFrontier(16, frontier)) };
    await assert.rejects(files.grow(store.read, copy), coded('ledger-behind'));
    assert.equal(await files.note(), note);
    await publishNewest(context);
    assert.equal(await files.note(), note);
  });

  test('a crash between signing and publishing costs nothing', async ({ store }, t) => {
    const { context, hour, files, published } = await house(store, t);
    await hour(5);
    const { note } = await published();
    await hour(7);
    await files.publish(note);
    await publishNewest(context);
    const tree = await published();
    assert.equal(tree.size, 32);
    await auditLog(files.read, tree);
  });

  test('witnesses cosign what they saw grow; one that is away, or lies, stops nothing', async ({
    store,
  }, t) => {
    const { context, hour, published, events } = await house(store, t);
    const heard: Date[] = [];
    const hear = (at: Date) => {
      heard.push(at);
      return null;
    };
    const clock = { ...context.clock, hear };
    const [one, two] = [await witness(t, 'one.example/w'), await witness(t, 'two.example/w')];
    const liar = { ...(await witness(t, 'liar.example/w')), key: { ...one.key, name: 'liar.example/w' } };
    await hour(2, { clock, witnesses: [liar] });
    assert.deepEqual(heard, [], 'a time that nobody known has signed');
    await hour(2, { clock, witnesses: [one] });
    assert.deepEqual(heard, [new Date(WITNESSED * 1000)], 'what a witness signs says when');
    await hour(2, { witnesses: [one, two, liar, { ...two, url: 'http://localhost:9' }] });
    const { note } = await published();
    const signed = await verifyCosignatures(note, [one.key, two.key], 2);
    assert.deepEqual(signed.map((each) => each.witness).sort(), ['one.example/w', 'two.example/w']);
    assert.ok(!note.includes('liar.example'));
    assert.equal(two.conflicts.count, 1, 'it said what it had seen');
    const codes = events.flatMap((event) => (event.event === 'fault' ? [event.code] : []));
    assert.deepEqual(codes, ['witness-signature-wrong', 'witness-signature-wrong', 'witness-away']);
  });

  test('I3: a witness that saw another ledger refuses, which is another thing than being away, and is said', async ({
    store,
  }, t) => {
    const { hour, published, events } = await house(store, t);
    const seen = await witness(t, 'one.example/w');
    const elsewhere = { key: seen.key, url: await answering(t, 422) };
    await hour(2, { witnesses: [elsewhere] });
    await hour(2, { witnesses: [{ ...elsewhere, url: await answering(t, 503) }] });
    await hour(2, { witnesses: [seen] });
    const codes = events.flatMap((event) => (event.event === 'fault' ? [event.code] : []));
    assert.deepEqual(codes, ['witness-refused', 'witness-away']);
    assert.equal((await verifyCosignatures((await published()).note, [seen.key], 1)).length, 1);
  });
});

/** Somebody who says one thing to whatever is shown. */
async function answering(t: { after(work: () => Promise<void>): void }, status: number): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end());
  server.listen(0, 'localhost');
  await once(server, 'listening');
  t.after(async () => void server.close());
  const address = server.address();
  return `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
}
