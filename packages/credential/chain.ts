import { type Certificate, carriedCertificate } from './certificate.ts';
import { algorithmOf, kidOf, namesKey, verifies } from './cose.ts';
import type { DecodedCard } from './decode-card.ts';
import { fault } from './fault.ts';
import { certificateOf, issuingKey, type Pins, type TrustBundle, type TrustKey } from './trust.ts';

/**
 * Follows a card to a root: card ← desk key ← desk certificate ← issuing key ← issuing certificate ← root. What can
 * be refuted without knowing anybody (the card's own signature) comes first. Returns when every link holds.
 * Faults: every `ChainCode`, `card-malformed`.
 */
export async function followChain(card: DecodedCard, trust: TrustBundle, pins: Pins): Promise<void> {
  algorithmOf(card.message);
  const certificate = carriedCertificate(card.message) ?? listedCertificate(card, trust);
  if (!certificate) return checkPlainKeys(card, trust, pins);
  const kid = kidOf(card.message);
  if (kid && !namesKey(certificate.key.kid, kid)) throw fault('wrong-key');
  if (!(await verifies(card.message, certificate.key))) throw fault('signature-wrong');
  if (certificate.issuer !== card.issuer) throw fault('issuer-mismatch');
  if (trust.distrusted.includes(certificate.key.kid)) throw fault('desk-key-distrusted');
  await checkCertificate(certificate, trust, pins);
  if (card.issuedAt === undefined) throw fault('card-malformed', { claim: 'iat' });
  if (card.issuedAt < certificate.from || card.issuedAt >= certificate.until) {
    throw fault('issued-outside-certificate');
  }
}

async function checkCertificate(certificate: Certificate, trust: TrustBundle, pins: Pins): Promise<void> {
  const issuing = await issuingKey(trust, certificate.signedBy, pins).catch((error: unknown) => {
    if (trust.issuer !== null && trust.issuer !== certificate.issuer) throw fault('issuer-unknown');
    throw error;
  });
  if (!(await verifies(certificate.message, issuing.key))) throw fault('certificate-signature-wrong');
  // Without a quota it is no desk certificate, whoever signed it.
  if (certificate.quota === null) throw fault('certificate-malformed');
  if (issuing.issuer !== certificate.issuer) throw fault('issuer-mismatch');
  if (certificate.from < issuing.from || certificate.until > issuing.until) {
    throw fault('certificate-outside-issuing-window');
  }
}

function listedCertificate(card: DecodedCard, trust: TrustBundle): Certificate | undefined {
  const kid = kidOf(card.message);
  const found = kid && trust.keys.find((key) => key['ck:role'] === 'desk' && namesKey(key.kid, kid));
  return found && certificateOf(found);
}

/** Cards of other issuers: their JWKS says outright which keys sign. Pinned roots rule that out. */
async function checkPlainKeys(card: DecodedCard, trust: TrustBundle, pins: Pins): Promise<void> {
  const kid = kidOf(card.message);
  const plain = pins ? [] : trust.keys.filter((key) => key['ck:role'] === undefined);
  const named = kid ? plain.filter((key) => namesKey(key.kid, kid)) : [];
  const candidates = named.length > 0 ? named : plain.filter((key) => !kid || key.kid === undefined);
  const usable = candidates.filter((key) => suits(key, card));
  if (usable.length === 0) {
    if (candidates.length > 0) throw fault('algorithm-mismatch');
    throw fault(
      trust.issuer !== null && trust.issuer !== card.issuer ? 'issuer-unknown' : 'desk-key-unknown',
    );
  }
  for (const key of usable) if (await verifies(card.message, key)) return;
  throw fault('signature-wrong');
}

function suits(key: TrustKey, card: DecodedCard): boolean {
  return (key.kty === 'EC') === (algorithmOf(card.message) === 'ES256');
}
