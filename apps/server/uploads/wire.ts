import type { UploadCode } from './errors.ts';
import type { Want } from './limits.ts';
import type { DocumentKind } from './magic.ts';

/** A part of a page, in parts of its width and height from its left upper corner: 0 to 1. */
export type Part = { left: number; top: number; width: number; height: number };

/**
 * First line on the child's standard input; the document follows until the end of the stream.
 * `cover`: what becomes black, on a page that a child made before.
 */
export type Task = { kind: DocumentKind; want: Want; cover?: readonly Part[] };

/** The line that a child writes once it has loaded everything and may be locked. */
export const READY = 'ready\n';

export type Size = { width: number; height: number };

/** The line that a child answers with; the pages' bytes follow, one after the other. */
export type Answer = { pages: (Size & { bytes: number })[] } | { fault: UploadCode };

/** A new picture: JPEG of plain pixels, sides in pixels. */
export type Page = Size & { jpeg: Uint8Array };
