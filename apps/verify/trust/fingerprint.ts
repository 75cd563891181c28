import { fromBase64url } from '@commonkey/credential';

/** A root key's RFC 7638 thumbprint as people read it to each other: upper-case hex in groups of four. Empty for no thumbprint. */
export function fingerprint(thumbprint: string): string {
  const bytes = fromBase64url(thumbprint) ?? new Uint8Array();
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return (hex.toUpperCase().match(/.{4}/g) ?? []).join(' ');
}
