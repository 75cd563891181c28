/** Every code the web layer itself answers with; each has its words in `ui/words`. */
export type HttpCode =
  | 'not-found'
  | 'method-not-allowed'
  | 'request-malformed'
  | 'request-too-large'
  | 'media-type-unsupported'
  | 'cross-site-request'
  | 'form-expired'
  | 'too-many-requests'
  | 'sign-in-needed'
  | 'not-permitted'
  | 'unexpected';

export const HTTP_STATUS: Readonly<Record<HttpCode, number>> = {
  'not-found': 404,
  'method-not-allowed': 405,
  'request-malformed': 400,
  'request-too-large': 413,
  'media-type-unsupported': 415,
  'cross-site-request': 403,
  'form-expired': 403,
  'too-many-requests': 429,
  'sign-in-needed': 401,
  'not-permitted': 403,
  unexpected: 500,
};

/** The store's faults a visitor may be told of. The others are ours alone, and read `unexpected`. */
export const STORE_STATUS: Readonly<Record<string, number>> = {
  'disk-full': 507,
  'database-unreachable': 503,
};
