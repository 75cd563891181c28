import {
  prepareZXingModule,
  purgeZXingModule,
  type ReaderOptions,
  readBarcodes,
  type ZXingModuleOverrides,
} from 'zxing-wasm/reader';
import type { RgbaImage } from './image.ts';
import type { Patience } from './patience.ts';

/** The reader's WebAssembly, as bytes. */
export type Wasm = Uint8Array;

const options: ReaderOptions = { formats: ['QRCode'], maxNumberOfSymbols: 1, textMode: 'Plain' };

const patient: Record<Patience, ReaderOptions> = {
  frame: { ...options, tryHarder: true, tryRotate: true, tryInvert: false, tryDownscale: true },
  picture: {
    ...options,
    tryHarder: true,
    tryRotate: true,
    tryInvert: true,
    tryDownscale: true,
    tryDenoise: true,
  },
};

// The library's own default is a file on a public CDN. With the bytes handed in it is never asked for.
const locateFile = (path: string): string => path;

/** Text, null when there is no readable code, undefined when WebAssembly cannot run here (a strict CSP, an old engine). */
export async function readWithZxing(
  image: RgbaImage,
  wasm: Wasm,
  patience: Patience,
): Promise<string | null | undefined> {
  if (!(await started(wasm))) return undefined;
  const [first] = await readBarcodes(image as ImageData, patient[patience]);
  return first?.text || null;
}

const unusable = new WeakSet<Wasm>();
const running = new WeakMap<Wasm, ZXingModuleOverrides>();

/** The library keeps one instance, and keeps it only for as long as it is asked for with the same overrides. */
async function started(wasm: Wasm): Promise<boolean> {
  if (unusable.has(wasm)) return false;
  const overrides = running.get(wasm) ?? { wasmBinary: wasm.slice().buffer, locateFile, printErr: () => {} };
  running.set(wasm, overrides);
  try {
    await prepareZXingModule({ overrides, equalityFn: Object.is, fireImmediately: true });
    return true;
  } catch {
    unusable.add(wasm);
    purgeZXingModule();
    return false;
  }
}
