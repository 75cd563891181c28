// A whole city for tests: root, issuing key, desk, status list. Keys are fresh each time; everything else is fixed.
import {
  buildTrust,
  type CardClaims,
  type CardForm,
  certifyDesk,
  certifyIssuing,
  newKeyPair,
  newStatusList,
  type Random,
  type Signer,
  type StatusList,
  signStatusList,
  type TrustBundle,
  webCryptoSigner,
} from '../index.ts';

export const ISSUER = 'https://id.model-city.example';
export const LIST = `${ISSUER}/status/1`;
export const SERIAL = '123456789014';
export const NOON = new Date('2026-11-14T12:00:00Z');

/** A seeded random source (mulberry32): tests only. */
export function seeded(seed: number): Random {
  let state = seed;
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return (mixed ^ (mixed >>> 14)) & 0xff;
    });
}

export const newSigner = async (): Promise<Signer> => webCryptoSigner(await newKeyPair());

export type City = {
  root: Signer;
  issuing: Signer;
  desk: Signer;
  issuingCertificate: Uint8Array;
  certificate: Uint8Array;
  trust: TrustBundle;
  list: StatusList;
  token: Uint8Array;
  form: CardForm & { desk: Signer };
};

export async function newCity(): Promise<City> {
  const [root, issuing, desk] = await Promise.all([newSigner(), newSigner(), newSigner()]);
  const quarter = { issuer: ISSUER, from: '2026-10-01', until: '2026-12-31' };
  const issuingCertificate = await certifyIssuing(root, { ...quarter, publicJwk: issuing.publicJwk });
  const shift = { issuer: ISSUER, from: '2026-11-14', until: '2026-11-14', quota: 120 };
  const certificate = await certifyDesk(issuing, { ...shift, publicJwk: desk.publicJwk });
  const list = newStatusList({ uri: LIST, size: 1024, random: seeded(7), decoys: 20 });
  const token = await signStatusList(list, issuing, listTimes());
  const trust = buildTrust({
    issuer: ISSUER,
    updated: new Date('2026-11-14T06:00:00Z'),
    roots: [root.publicJwk],
    issuing: [issuingCertificate],
    desks: [],
    statusLists: [LIST],
  });
  const form = { desk, certificate, dialect: 'spec' } as const;
  return { root, issuing, desk, issuingCertificate, certificate, trust, list, token, form };
}

/** Signed at six in the morning of the fourteenth, good for two days. */
export function listTimes(): { iat: number; exp: number; ttl: number } {
  const iat = Date.parse('2026-11-14T06:00:00Z') / 1000;
  return { iat, exp: iat + 2 * 86_400, ttl: 43_200 };
}

export function claimsOf(city: City, change: Partial<CardClaims> = {}): CardClaims {
  const idx = Array.from({ length: 1024 }, (_, place) => place).find(
    (place) => !city.list.decoys.includes(place),
  );
  return {
    issuer: ISSUER,
    serial: SERIAL,
    name: 'Nguyễn Thị Minh Khai',
    birthDate: '1991-04-30',
    issued: '2026-11-14',
    expires: '2031-11-13',
    status: { uri: LIST, idx: idx ?? 0 },
    ...change,
  };
}
