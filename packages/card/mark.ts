import type { FontName } from './fonts.ts';

/** What a face is made of, in drawing order. Lengths in dots; a text's `y` is its base line. */
export type Mark = TextMark | RectMark | PathMark | ImageMark | DrawingMark;

export type TextMark = {
  readonly kind: 'text';
  /** What the text says, for tests and for whoever reads a layout. */
  readonly role: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Drawn width, after squeezing. */
  readonly width: number;
  readonly squeeze: number;
  readonly fonts: readonly FontName[];
  readonly fill: string;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly tracking: number;
  readonly lang: string;
  readonly opacity?: number;
  readonly turn?: number;
};

export type RectMark = {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly radius?: number;
};

export type PathMark = {
  readonly kind: 'path';
  readonly d: string;
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly opacity?: number;
  /** Edges lie on whole dots: no half-tone between dark and light. */
  readonly crisp?: boolean;
};

export type ImageMark = {
  readonly kind: 'image';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly href: string;
};

/** A finished drawing in a box of `units` a side, such as the key mark. */
export type DrawingMark = {
  readonly kind: 'drawing';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly units: number;
  readonly svg: string;
};

export type CardLayout = {
  readonly front: readonly Mark[];
  readonly back: readonly Mark[];
};
