import {
  certifyIssuing,
  fromBase64url,
  importKeyPair,
  type PublicJwk,
  readCertificate,
  toBase64url,
  toPublicJwk,
  webCryptoSigner,
} from '@commonkey/credential';
import { verifies } from '@commonkey/credential/cose.ts';
import { speaker } from '@commonkey/words';
import { cardFault } from '../card/codes.ts';
import { readJson, writeNew } from '../card/files.ts';
import { readFlags } from '../card/flags.ts';
import { cardWords } from '../card/words.ts';
import type { Io } from '../io.ts';
import { askPassphrase } from './passphrase.ts';
import { openRoot } from './root-file.ts';

type Request = { issuer: string; from: string; until: string; publicJwk: PublicJwk };

/**
 * `root certify --root FILE --issuing FILE [--from DAY] [--until DAY] --out FILE`: the root signs the certificate that
 * the key process asked for. The days default to those of the request. The written JSON holds the certificate
 * (base64url) and the root's public key. Faults: `request-malformed`, `request-unproven`, `passphrase-wrong`,
 * `root-file-malformed`, `window-invalid`, `cli-file-exists`.
 */
export async function rootCertify(argv: string[], io: Io): Promise<number> {
  const flags = readFlags(argv, { texts: ['root', 'issuing', 'from', 'until', 'out'] });
  const out = flags.needed('out');
  const rootFile = readJson(flags.needed('root'), (cause) => cardFault('root-file-malformed', {}, cause));
  const request = await readRequest(flags.needed('issuing'));
  const say = speaker('en', cardWords.en ?? {});
  const jwk = openRoot(rootFile, await askPassphrase(io, say, { isNew: false }));
  const root = await webCryptoSigner(await importKeyPair(jwk));
  const { issuer, publicJwk } = request;
  const window = { from: flags.text('from') ?? request.from, until: flags.text('until') ?? request.until };
  const certificate = await certifyIssuing(root, { issuer, publicJwk, ...window });
  const written = {
    v: 1,
    kind: 'commonkey-issuing-certificate',
    certificate: toBase64url(certificate),
    root: root.publicJwk,
  };
  writeNew(out, `${JSON.stringify(written, null, 2)}\n`);
  io.out(say('root.certified', { kid: publicJwk.kid, path: out, ...window }));
  return 0;
}

/** Checks that the asker holds the key: the request carries a certificate that the key signed for itself. */
async function readRequest(path: string): Promise<Request> {
  const malformed = (cause: unknown): Error => cardFault('request-malformed', {}, cause);
  const request = parseRequest(readJson(path, malformed), malformed);
  try {
    const proof = readCertificate(fromBase64url(request.proof));
    const same = proof.key.x === request.publicJwk.x && proof.issuer === request.issuer;
    if (same && (await verifies(proof.message, request.publicJwk))) return request;
  } catch (error) {
    throw cardFault('request-unproven', {}, error);
  }
  throw cardFault('request-unproven');
}

function parseRequest(json: unknown, malformed: (cause: unknown) => Error): Request & { proof: string } {
  try {
    const { kind, issuer, from, until, publicJwk, proof } = json as Record<string, unknown>;
    const texts = [issuer, from, until, proof];
    if (kind !== 'commonkey-issuing-request' || texts.some((text) => typeof text !== 'string'))
      throw malformed(kind);
    const [asIssuer, asFrom, asUntil, asProof] = texts as [string, string, string, string];
    return {
      issuer: asIssuer,
      from: asFrom,
      until: asUntil,
      proof: asProof,
      publicJwk: toPublicJwk(publicJwk as object),
    };
  } catch (error) {
    throw malformed(error);
  }
}
