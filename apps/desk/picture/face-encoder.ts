import { Fault } from '@commonkey/words';
import glue, { type EncodeOptions } from '@jsquash/avif/codec/enc/avif_enc.js';
import { type Pixels, wipe } from './pixels.ts';
import { shrinkPortrait } from './portrait.ts';

export type FaceEncoderCode = 'picture-encoder-unusable' | 'picture-not-encoded';

export type FaceEncoder = {
  /**
   * A portrait as a small AVIF picture (ISO/IEC 23000-22, 4:2:0, 8 bit), without metadata.
   *
   * @param quality 0 (smallest) to 100; 20 gives about 650 bytes at 96 × 120.
   * @throws Fault `picture-not-encoded`
   */
  encode(portrait: Pixels, width: number, height: number, quality: number): Promise<Uint8Array<ArrayBuffer>>;
};

const settings: Omit<EncodeOptions, 'quality'> = {
  qualityAlpha: -1,
  denoiseLevel: 0,
  tileColsLog2: 0,
  tileRowsLog2: 0,
  // Slower settings save a face of this size no byte that counts and take three times as long.
  speed: 6,
  subsample: 1,
  chromaDeltaQ: false,
  sharpness: 0,
  tune: 0,
  enableSharpYUV: false,
  bitDepth: 8,
};

/**
 * Compiles the encoder once, from `@jsquash/avif/codec/enc/avif_enc.wasm` as bytes that the desk's own origin served.
 * The single-threaded build: the other starts workers from blob URLs and wants cross-origin isolation.
 * Needs `'wasm-unsafe-eval'` in the page's policy and nothing more.
 *
 * @throws Fault `picture-encoder-unusable`, if the bytes do not compile
 */
export async function openFaceEncoder(wasm: BufferSource): Promise<FaceEncoder> {
  const compiled = await WebAssembly.compile(wasm).catch((cause: unknown) => {
    throw new Fault<FaceEncoderCode>('picture-encoder-unusable', {}, { cause });
  });
  return {
    async encode(portrait, width, height, quality) {
      const small = shrinkPortrait(portrait, width, height);
      // A fresh instance for every face: the encoder's memory, which held the person, is dropped with it.
      const instance = await instanceOf(compiled);
      try {
        const bytes = instance.encode(small.data, width, height, { ...settings, quality });
        if (bytes === null || bytes.length === 0) throw new Fault<FaceEncoderCode>('picture-not-encoded');
        return new Uint8Array(bytes);
      } finally {
        wipe(small);
        instance.HEAPU8.fill(0);
      }
    },
  };
}

// The glue's own types lean on a global that its package forgets to declare.
type Encoder = {
  readonly HEAPU8: Uint8Array;
  encode(data: BufferSource, width: number, height: number, options: EncodeOptions): Uint8Array | null;
};
type OpenEncoder = (overrides: {
  noInitialRun: boolean;
  instantiateWasm(imports: WebAssembly.Imports, done: (made: WebAssembly.Instance) => void): object;
}) => Promise<Encoder>;

function instanceOf(compiled: WebAssembly.Module): Promise<Encoder> {
  const open: OpenEncoder = glue;
  return new Promise((resolve, reject) => {
    open({
      noInitialRun: true,
      // Left to itself the glue would fetch the wasm again for every instance.
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(compiled, imports).then(done, reject);
        return {};
      },
    }).then(resolve, reject);
  });
}
