import sharp from 'sharp';
import { readCode } from '../../apps/server/portal/code.ts';
import type { Client } from './client.ts';

/** A picture of about `bytes`, twelve megapixels, as a phone makes one. */
export async function phonePicture(seed: number, bytes = 5_000_000): Promise<Buffer> {
  const [width, height] = [4000, 3000];
  const noise = Buffer.alloc(width * height * 3);
  for (let i = 0, value = seed + 1; i < noise.length; i += 1) {
    value = (value * 1_103_515_245 + 12_345) % 2_147_483_648;
    noise[i] = 100 + ((value >> 16) % 56);
  }
  let best = Buffer.alloc(0);
  for (let quality = 50; best.length < bytes && quality <= 95; quality += 5)
    best = await sharp(noise, { raw: { width, height, channels: 3 } })
      .blur(0.6)
      .jpeg({ quality })
      .toBuffer();
  return best;
}

/** Up to the first question. Gives the code. */
export async function begin(client: Client): Promise<string> {
  await client.get('/apply/lives-here');
  await client.post('/apply/lives-here', { answer: 'yes' });
  await client.get('/apply/device');
  const sheet = await client.post('/apply/device', { device: 'own' });
  const code = readCode(/<code>([^<]+)<\/code>/.exec(sheet.body)?.[1] ?? '');
  if (!code) throw new Error(`the bench got no code: ${sheet.status}`);
  await client.post('/apply/code');
  return code;
}

/** A whole application with three pictures, from the start page to the confirmation. Gives the code. */
export async function applyWhole(client: Client, pictures: readonly Buffer[]): Promise<string> {
  const [paper = Buffer.alloc(0), home = paper, face = paper] = pictures;
  await client.get('/apply');
  const code = await begin(client);
  await client.post('/apply/ask/who', { who: 'self' });
  await client.post('/apply/ask/name', { name: 'Zephyrine Quakenbush' });
  await client.post('/apply/ask/birth', { day: '17', month: '4', year: '1987' });
  await client.post('/apply/ask/home', { home: 'address' });
  await client.post('/apply/ask/address', { address: '17 Thistlewood Lane', address2: '' });
  await client.upload('/apply/papers/photo', paper);
  await client.post('/apply/papers/photo/shows', { 'also-birth-date': 'yes' });
  await client.upload('/apply/papers/residency', home);
  await client.post('/apply/papers/residency/shows');
  await client.upload('/apply/face', face);
  await client.post('/apply/face/keep');
  await client.post('/apply/ask/contact', { contact: 'none' });
  const done = await client.post('/apply/send');
  if (!client.at.startsWith('/apply/done'))
    throw new Error(`the bench ended at ${client.at}: ${done.status}`);
  return code;
}
