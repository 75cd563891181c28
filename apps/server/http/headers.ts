import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

export type HeaderNeeds = {
  /** The page runs WebAssembly (desk, verifier). */
  wasm?: boolean;
  /** The page uses the camera. */
  camera?: boolean;
  /** The page signs in with a passkey. */
  passkeys?: boolean;
  /** The page prints, or shows pictures it made itself, from blob: addresses. */
  blobs?: boolean;
};

/** Everything a page may ask of the browser is off unless it is named here. */
const FEATURES = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'xr-spatial-tracking',
] as const;

/** Headers of every answer of an origin: nothing inline, nothing from elsewhere, nothing kept (ASVS 3.4, 3.5, 14.3.2). */
export async function addHeaders(app: FastifyInstance, origin: string, needs: HeaderNeeds): Promise<void> {
  const secure = origin.startsWith('https:');
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: policy(needs) },
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // Not `no-referrer`: with it a browser sends `Origin: null` with every form, and no form could prove where it came from.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    xPoweredBy: false,
  });
  const features = FEATURES.map((name) => `${name}=${allowed(name, needs) ? '(self)' : '()'}`).join(', ');
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', features);
    reply.header('cache-control', 'no-store');
    reply.header('x-robots-tag', 'noindex, nofollow, noarchive');
  });
  app.addHook('onSend', async (request, reply) => {
    const idle = request.url.startsWith('/assets/')
      ? idleOf(String(reply.getHeader('content-type') ?? ''))
      : [];
    for (const name of idle) reply.removeHeader(name);
  });
}

/** They speak to whoever opens a document: a sheet, a typeface or a script within a page is none. A kilobyte of each first view. */
const OF_DOCUMENTS = [
  'content-language',
  'permissions-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-robots-tag',
  'x-xss-protection',
] as const;
/** A worker has those of its own script, so scripts keep them (CSP 3, section 4.2.2; HTML, run a worker). */
const OF_WORKERS = ['content-security-policy', 'cross-origin-embedder-policy'] as const;

/** Headers that mean nothing on a file of such a type. What opens as a document, as a picture does, keeps its own. */
function idleOf(type: string): readonly string[] {
  if (/^(text\/css|font\/)/.test(type)) return [...OF_DOCUMENTS, ...OF_WORKERS];
  return /^text\/javascript/.test(type) ? OF_DOCUMENTS : [];
}

function policy(needs: HeaderNeeds): Record<string, string[]> {
  const own = "'self'";
  return {
    'default-src': ["'none'"],
    'script-src': needs.wasm ? [own, "'wasm-unsafe-eval'"] : [own],
    'style-src': [own],
    'img-src': needs.blobs ? [own, 'blob:'] : [own],
    'media-src': needs.blobs ? [own, 'blob:'] : ["'none'"],
    'font-src': [own],
    'connect-src': [own],
    'worker-src': [own],
    'manifest-src': [own],
    'form-action': [own],
    'frame-src': needs.blobs ? [own, 'blob:'] : ["'none'"],
    'frame-ancestors': ["'none'"],
    'base-uri': ["'none'"],
    'object-src': ["'none'"],
  };
}

function allowed(feature: (typeof FEATURES)[number], needs: HeaderNeeds): boolean {
  if (feature === 'camera') return needs.camera === true;
  if (feature === 'publickey-credentials-create' || feature === 'publickey-credentials-get')
    return needs.passkeys === true;
  return feature === 'fullscreen' || feature === 'screen-wake-lock' ? needs.camera === true : false;
}
