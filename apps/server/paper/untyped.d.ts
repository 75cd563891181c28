declare module 'fontkit' {
  export function openSync(path: string): { characterSet: readonly number[] };
}
declare module 'linebreak' {
  export default class LineBreaker {
    constructor(text: string);
    nextBreak(): { position: number; required: boolean } | null;
  }
}
declare module 'bidi-js' {
  type Levels = { levels: Uint8Array; paragraphs: readonly { start: number; end: number; level: number }[] };
  export default function bidiFactory(): {
    getEmbeddingLevels(text: string, direction?: 'ltr' | 'rtl'): Levels;
    getMirroredCharacter(character: string): string | null;
  };
}
