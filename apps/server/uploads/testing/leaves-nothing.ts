import { readdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { CSRF_FIELD, csrfToken } from '../../http/csrf.ts';
import { buildOrigin } from '../../http/origin.ts';
import type { Store } from '../../store/store.ts';
import { testContext } from '../../testing/context.ts';
import { modelCity } from '../../testing/model-city.ts';
import { UPLOAD_STATUS } from '../errors.ts';
import { openFence } from '../fence.ts';
import { addUploads, postUpload } from '../multipart.ts';
import { PARTS_PATH } from '../part-route.ts';
import { LARGEST_PART } from '../parts.ts';
import { uploadWords } from '../words.ts';
import { pixels } from './jpeg.ts';
import { pdf } from './pdf.ts';

// A program of its own, with a folder of its own for temporary files: nobody else's files are in sight. It watches that
// folder and the one it stands in while documents come over HTTP and go through the fence, and says what it saw.
const folders = process.argv.slice(2);
const seen: string[] = [];
for (const folder of folders) watch(folder, (_event, name) => void seen.push(String(name)));

/** A watch that sees nothing proves nothing: a file made and removed at once has to be seen. */
const control = join(folders[0] ?? '', 'control');
writeFileSync(control, 'x');
rmSync(control);
while (!seen.includes('control')) await pause(5);
seen.length = 0;
await pause(50);
seen.length = 0;

const COOKIE = 'ck-public';
const SESSION = 'a-session';
const ORIGIN = 'http://localhost:8080';
const { program, files } = await modelCity();
const context = testContext({} as Store, { program, files });
const app = await buildOrigin(context, { name: 'public', statuses: UPLOAD_STATUS, words: [uploadWords] });
const fence = await openFence();
addUploads(app, { ...context, cookie: COOKIE, mayUpload: async () => {} });
postUpload(app, '/papers', z.strictObject({}), async (_request, _reply, read) => {
  const { file } = await read();
  return { pages: (await fence.picture(file ?? Buffer.alloc(0), 'paper')).pages.length };
});
await app.listen({ port: 0, host: '127.0.0.1' });
const { port } = app.server.address() as AddressInfo;

const large = await pixels(4032, 3024).png({ compressionLevel: 0 }).toBuffer();
const documents = [
  await pixels(4032, 3024).jpeg().toBuffer(),
  await pixels(5000, 5000, 1).toColourspace('b-w').png({ progressive: true }).toBuffer(),
  await pixels(300, 200).tiff().toBuffer(),
  large.subarray(0, 9_000_000),
  pdf({ pages: 3 }),
];
const token = csrfToken(context.secrets.csrf, ORIGIN, SESSION);
async function send(path: string, fields: Record<string, string>, file?: Uint8Array): Promise<number> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ [CSRF_FIELD]: token, ...fields })) form.set(name, value);
  if (file) form.set('paper', new Blob([Uint8Array.from(file)]), 'a');
  const { status } = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body: form,
    headers: { origin: ORIGIN, 'sec-fetch-site': 'same-origin', cookie: `${COOKIE}=${SESSION}` },
  });
  return status;
}
/** The same document once more, in parts. */
async function inParts(document: Uint8Array, n: number): Promise<number> {
  const upload = n.toString(16).padStart(32, '0');
  for (let from = 0; from < document.length; from += LARGEST_PART) {
    const part = document.subarray(from, from + LARGEST_PART);
    const status = await send(
      PARTS_PATH,
      { upload, from: String(from), total: String(document.length) },
      part,
    );
    if (status !== 200) return 500;
  }
  return send('/papers', { upload });
}
let taken = 0;
for (const [n, document] of documents.entries()) {
  if ((await send('/papers', {}, document)) < 500) taken += 1;
  if ((await inParts(document, n)) < 500) taken += 1;
}
await pause(50);
fence.close();
const left = folders.flatMap((folder) => readdirSync(folder));
process.stdout.write(JSON.stringify({ taken, seen: [...seen, ...left] }));
process.exit(0);
