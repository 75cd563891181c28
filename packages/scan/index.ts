export { largestPicture, type RgbaImage, type ScanCode, soundImage } from './image.ts';
export { type Patience, type ReadOptions, readQr, type Wasm } from './read-qr.ts';
