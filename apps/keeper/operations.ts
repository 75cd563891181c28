import {
  certifyDesk,
  certifyIssuing,
  readCertificate,
  type StatusList,
  signStatusList,
  toPublicJwk,
} from '@commonkey/credential';
import { verifies } from '@commonkey/credential/cose.ts';
import { logName, signCheckpoint, verifyConsistency } from '@commonkey/ledger';
import { Fault } from '@commonkey/words';
import { fromBase64url, toBase64url } from './base64url.ts';
import type { KeeperCode } from './codes.ts';
import type { KeeperKeys } from './key-file.ts';
import type { KeeperLimits } from './limits.ts';
import type { Input, Operation, Output } from './protocol.ts';
import { quarterWindow } from './quarter.ts';
import { checkpointSigner, issuingKeyFor, newIssuingKey, signerOf } from './state.ts';
import type { VaultOperation } from './vault/protocol.ts';

/** What an operation works with. `save` is durable before it returns; what it was given is current from then on. */
export type Held = {
  keys: () => KeeperKeys;
  save: (next: KeeperKeys) => void;
  limits: KeeperLimits;
  clock: () => Date;
};

type Perform = {
  [O in Exclude<Operation, VaultOperation>]: (held: Held, input: Input<O>) => Promise<Output<O>>;
};

const DAY = 86_400;
/** Longest life of a signed status list: verifiers call older copies stale. */
const LIST_DAYS = 14;
const CLOCK_SLACK = 600;

const refuse = (code: KeeperCode): never => {
  throw new Fault<KeeperCode>(code);
};
const dayAt = (at: Date, days = 0): string =>
  new Date(at.getTime() + days * DAY * 1000).toISOString().slice(0, 10);
const daysFrom = (from: string, until: string): number =>
  (Date.parse(until) - Date.parse(from)) / (DAY * 1000) + 1;

type Tree = { size: number; rootHash: string };

/** Whoever has the database alone cannot have a second story signed: the larger tree must begin with the smaller one. */
function requireGrowth(last: Tree, next: Tree, proof: readonly string[]): void {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
  try {
    verifyConsistency({
      size1: last.size,
      size2: next.size,
      root1: bytes(last.rootHash),
      root2: bytes(next.rootHash),
      proof: proof.map(bytes),
    });
  } catch {
    refuse('checkpoint-would-fork');
  }
}

/** What a keeper signs, and what a ceremony needs. Callers run one at a time. */
export const PERFORM: Perform = {
  'public-keys': async ({ keys }) => {
    const { issuer, practice, roots, issuing } = keys();
    return {
      issuer,
      practice,
      roots,
      issuing: issuing.map(({ quarter, publicJwk, certificate }) => ({
        quarter,
        ...quarterWindow(quarter),
        publicJwk,
        certificate,
      })),
      checkpoint: {
        name: logName(issuer),
        publicKey: toBase64url(checkpointSigner(keys()).publicKey),
      },
    };
  },

  'request-issuing-key': async ({ keys, save }, { quarter }) => {
    const held = keys();
    if (held.practice) refuse('practice-has-no-root');
    const earlier = held.issuing.find((key) => key.quarter === quarter);
    if (earlier?.certificate) refuse('quarter-already-requested');
    // Asking again returns the same key: a request file that got lost costs nothing.
    const key = earlier ?? (await newIssuingKey(quarter));
    const window = quarterWindow(quarter);
    const proof = await certifyIssuing(await signerOf(key), {
      issuer: held.issuer,
      publicJwk: key.publicJwk,
      ...window,
    });
    if (!earlier) save({ ...held, issuing: [...held.issuing, key] });
    return {
      v: 1,
      kind: 'commonkey-issuing-request',
      issuer: held.issuer,
      quarter,
      ...window,
      publicJwk: key.publicJwk,
      proof: toBase64url(proof),
    };
  },

  'pin-root': async ({ keys, save }, { publicJwk }) => {
    const held = keys();
    if (held.practice) refuse('practice-city-takes-no-root');
    const root = toPublicJwk(publicJwk);
    if (held.roots.length > 0 && held.roots[0]?.kid !== root.kid) refuse('root-already-pinned');
    save({ ...held, roots: [root] });
    return { kid: root.kid };
  },

  'install-certificate': async ({ keys, save }, { certificate: text }) => {
    const held = keys();
    if (held.practice) refuse('practice-city-takes-no-root');
    const certificate = readCertificate(fromBase64url(text));
    const signedBy = toBase64url(certificate.signedBy);
    const root = held.roots.find((candidate) => candidate.kid === signedBy);
    if (held.roots.length === 0) refuse('root-not-pinned');
    if (!root) return refuse('certificate-of-another-root');
    if (!(await verifies(certificate.message, root))) refuse('certificate-signature-wrong');
    if (certificate.quota !== null) refuse('certificate-malformed');
    if (certificate.issuer !== held.issuer) refuse('certificate-issuer-wrong');
    const key = held.issuing.find((candidate) => candidate.publicJwk.kid === certificate.key.kid);
    if (!key || key.publicJwk.x !== certificate.key.x) return refuse('certificate-of-another-key');
    const window = quarterWindow(key.quarter);
    const exact =
      certificate.from === Date.parse(window.from) / 1000 &&
      certificate.until === Date.parse(window.until) / 1000 + DAY;
    if (!exact) refuse('certificate-window-wrong');
    save({
      ...held,
      issuing: held.issuing.map((other) => (other === key ? { ...key, certificate: text } : other)),
    });
    return { quarter: key.quarter };
  },

  'certify-desk': async ({ keys, save, limits, clock }, { publicJwk, from, until, quota }) => {
    const held = keys();
    const now = clock();
    if (daysFrom(from, until) > limits.deskDays || until < from) refuse('desk-window-too-long');
    if (from < dayAt(now, -1) || from > dayAt(now, 1)) refuse('desk-window-not-now');
    if (quota > limits.deskQuota) refuse('desk-quota-too-large');
    const day = dayAt(now);
    const already = held.certified.day === day ? held.certified.quota : 0;
    if (already + quota > limits.dailyQuota) refuse('daily-quota-reached');
    const issuing = issuingKeyFor(held, from, until);
    const key = toPublicJwk(publicJwk);
    const request = { issuer: held.issuer, publicJwk: key, from, until, quota };
    const certificate = await certifyDesk(await signerOf(issuing), request);
    save({ ...held, certified: { day, quota: already + quota } });
    return { certificate: toBase64url(certificate), issuingKid: issuing.publicJwk.kid };
  },

  'sign-status-list': async ({ keys, clock }, { uri, statuses, iat, exp, ttl }) => {
    const held = keys();
    if (!uri.startsWith(`${held.issuer}/`)) refuse('status-uri-foreign');
    const now = clock();
    const late = Math.abs(iat - now.getTime() / 1000) > CLOCK_SLACK;
    if (late || exp <= iat || exp - iat > LIST_DAYS * DAY || ttl > exp - iat) refuse('status-window-wrong');
    const issuing = issuingKeyFor(held, dayAt(now), dayAt(now));
    const bytes = fromBase64url(statuses);
    const list: StatusList = { uri, size: bytes.length * 8, bytes, decoys: [] };
    return { token: toBase64url(await signStatusList(list, await signerOf(issuing), { iat, exp, ttl })) };
  },

  'sign-checkpoint': async ({ keys, save }, { size, rootHash, proof }) => {
    const held = keys();
    const last = held.checkpoint;
    // A log may only grow: the keeper remembers, so that a restored or forged database cannot tell two stories.
    if (last && size < last.size) refuse('checkpoint-would-rewind');
    if (last && size === last.size && rootHash !== last.rootHash) refuse('checkpoint-would-fork');
    if (last && last.size > 0 && size > last.size) requireGrowth(last, { size, rootHash }, proof);
    if (!last || size > last.size) save({ ...held, checkpoint: { size, rootHash } });
    const root = new Uint8Array(Buffer.from(rootHash, 'base64'));
    return { note: await signCheckpoint(size, root, checkpointSigner(held)) };
  },

  'last-checkpoint': async ({ keys }) => ({ signed: keys().checkpoint }),
};
