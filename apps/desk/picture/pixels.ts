/** RGBA, 8 bits a channel, rows from the top, no padding: what a canvas calls ImageData, without needing a canvas. */
export type Pixels = Readonly<{ data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number }>;

export function blankPixels(width: number, height: number): Pixels {
  return { data: new Uint8ClampedArray(width * height * 4), width, height };
}

/** Overwrites the picture in memory. What the engine copied elsewhere dies with the page, not here. */
export function wipe(image: { readonly data: Uint8ClampedArray | Uint8Array }): void {
  image.data.fill(0);
}

/** Relative luminance of ITU-R BT.709 on the stored (gamma) values, 0–255: good enough for advice. */
export function luma(data: Uint8ClampedArray, at: number): number {
  return 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
}
