/**
 * The page's own Content Security Policy. It stands in the page itself, so that it holds wherever the files are put;
 * a server adds `frame-ancestors 'none'`, which a page cannot say of itself.
 *
 * `'wasm-unsafe-eval'` is for the QR reader's WebAssembly and lets no script be made from text. Nothing inline, and no
 * other origin, not even for pictures.
 */
export const contentSecurityPolicy: string = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
