import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseTrust, verifyCard } from '@commonkey/credential';
import { type RgbaImage, readQr } from '@commonkey/scan';
import { photograph } from '@commonkey/scan/testing/pictures.ts';
import { listUri, testCity } from '../../apps/verify/testing/city.ts';
import { portrait } from '../../apps/verify/testing/portrait.ts';
import { type Series, timed } from './samples.ts';

type Io = { out(text: string): void; err(text: string): void; now(): Date };

/** Milliseconds within which 95 of 100 texts must be answered. */
const target = 10;
const warm = 20;
const cards = 40;
const listSize = 131_072;
const results = fileURLToPath(new URL('../results/verify.json', import.meta.url));

/**
 * `commonkey bench verify [--runs N] [--pictures N] [--out FILE]`: from QR text to verdict, and from a camera's picture
 * (1280×720, four pixels a module) to verdict. Each card has a 96×120 face and a place in a list of 131,072; each check
 * starts from nothing, as a verifier's does. Writes every single measurement. Exit code 1 when the text misses its target.
 */
export async function benchVerify(argv: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      runs: { type: 'string', default: '1000' },
      pictures: { type: 'string', default: '100' },
      out: { type: 'string', default: results },
    },
  });
  const made = await cardsOfACity(io.now());
  const check = async (text: string): Promise<void> => {
    const { verdict } = await verifyCard(text, made.trust, made.lists, io.now());
    if (verdict !== 'valid') throw new Error(`a card of the bench is ${verdict}`);
  };
  const wasm = new Uint8Array(
    await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))),
  );
  const checkPicture = async (image: RgbaImage): Promise<void> => {
    const text = await readQr(image, wasm);
    if (text === null) throw new Error('a picture of the bench was not read');
    await check(text);
  };
  const textToVerdict = await timed(repeated(made.texts, Number(values.runs) + warm), warm, check);
  const shots = made.texts.slice(0, 10).map((text, seed) => film(text, seed));
  const pictureToVerdict = await timed(repeated(shots, Number(values.pictures) + warm), warm, checkPicture);

  const report = {
    bench: 'verify',
    measured: io.now().toISOString(),
    machine: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism() },
    cards: { distinct: cards, characters: made.texts[0]?.length ?? 0, listSize },
    unit: 'ms',
    target: { textToVerdictP95: target },
    textToVerdict,
    pictureToVerdict,
  };
  await mkdir(dirname(values.out), { recursive: true });
  await writeFile(values.out, `${JSON.stringify(report)}\n`);
  io.out(line('QR text → verdict', textToVerdict, `target p95 ≤ ${target} ms`));
  io.out(line('picture → verdict', pictureToVerdict, '1280×720'));
  return textToVerdict.p95 <= target ? 0 : 1;
}

async function cardsOfACity(now: Date) {
  const city = await testCity({ published: now.getTime() - 3_600_000, listSize });
  const face = await portrait();
  const texts: string[] = [];
  for (let i = 0; i < cards; i++) texts.push((await city.card({ face })).text);
  const lists = new Map([[listUri, await city.status()]]);
  return { texts, lists, trust: parseTrust(JSON.parse(city.trust())) };
}

function film(text: string, seed: number): RgbaImage {
  const frame = { width: 1280, height: 720 };
  return photograph(text, {
    pixelsPerModule: 4,
    degrees: seed - 5,
    blur: 0.6,
    noise: 8,
    seed,
    light: [0.7, 1],
    frame,
  });
}

function repeated<T>(items: readonly T[], times: number): T[] {
  return Array.from({ length: times }, (_, i) => items[i % items.length]).filter((one) => one !== undefined);
}

function line(what: string, { median, p95, runs }: Series, note: string): string {
  return `${what}: median ${median.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms, ${runs} runs (${note})`;
}
