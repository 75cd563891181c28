import { type Bytes, concat, utf8 } from '@commonkey/vault';

const BLOCK = 512;
export type TarFile = { readonly name: string; readonly bytes: Uint8Array };

/** A ustar archive (POSIX.1-2017, pax, "ustar Interchange Format"): of no time and no owner, so that it tells nothing of who made it. */
export function tar(files: readonly TarFile[]): Bytes {
  const end = new Uint8Array(2 * BLOCK);
  return concat(
    ...files.flatMap(({ name, bytes }) => [head(name, bytes.length), bytes, padding(bytes.length)]),
    end,
  );
}

const padding = (size: number): Uint8Array => new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;

function head(name: string, size: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (at: number, text: string) => block.set(utf8(text), at);
  put(0, name);
  put(100, octal(0o644, 8));
  put(108, octal(0, 8));
  put(116, octal(0, 8));
  put(124, octal(size, 12));
  put(136, octal(0, 12));
  // The sum is taken with blanks in its own place.
  put(148, ' '.repeat(8));
  put(156, '0');
  put(257, 'ustar\u000000');
  put(
    148,
    `${octal(
      block.reduce((sum, byte) => sum + byte, 0),
      7,
    )} `,
  );
  return block;
}
