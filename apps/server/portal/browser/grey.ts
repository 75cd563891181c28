/** Grey values 0 to 255, row by row. */
export type Grey = { readonly width: number; readonly height: number; readonly values: Uint8ClampedArray };
