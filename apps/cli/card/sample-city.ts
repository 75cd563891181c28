import {
  buildTrust,
  certifyDesk,
  certifyIssuing,
  drawPlaces,
  newKeyPair,
  newSerial,
  newSlipSecret,
  newStatusList,
  type PlainDate,
  type Random,
  type Signer,
  type StatusReference,
  signStatusList,
  type TrustBundle,
  webCryptoSigner,
} from '@commonkey/credential';

/** A city of throw-away keys, good for one card: its private keys are gone when this value is. */
export type SampleCity = {
  issuer: string;
  desk: Signer;
  certificate: Uint8Array;
  trust: TrustBundle & { 'ck:practice': true };
  statusToken: Uint8Array;
  status: StatusReference;
  serial: string;
  slipSecret: string;
};

const PLACES = 4096;
const DECOYS = 64;
const YEAR = 365 * 86_400;

/** Makes root, issuing key, desk and status list as a city would, all of today. */
export async function sampleCity(wish: {
  issuer: string;
  today: PlainDate;
  now: Date;
  random: Random;
}): Promise<SampleCity> {
  const { issuer, today, now, random } = wish;
  const [root, issuing, desk] = await Promise.all([newSigner(), newSigner(), newSigner()]);
  const quarter = { issuer, publicJwk: issuing.publicJwk, ...yearAround(today) };
  const issuingCertificate = await certifyIssuing(root, quarter);
  const shift = { issuer, publicJwk: desk.publicJwk, from: today, until: today, quota: 1 };
  const certificate = await certifyDesk(issuing, shift);
  const uri = `${issuer}/status/1`;
  const list = newStatusList({ uri, size: PLACES, random, decoys: DECOYS });
  const taken = (place: number): boolean => list.decoys.includes(place);
  const [idx = 0] = drawPlaces({ size: PLACES, count: 1, taken, random });
  const iat = Math.floor(now.getTime() / 1000);
  const statusToken = await signStatusList(list, issuing, { iat, exp: iat + YEAR, ttl: 43_200 });
  const certificates = { issuing: [issuingCertificate], desks: [certificate] };
  const trust = buildTrust({
    issuer,
    updated: now,
    roots: [root.publicJwk],
    ...certificates,
    statusLists: [uri],
  });
  const serial = newSerial(random);
  return {
    issuer,
    desk,
    certificate,
    trust: { ...trust, 'ck:practice': true },
    statusToken,
    status: { uri, idx },
    serial,
    slipSecret: newSlipSecret(random),
  };
}

async function newSigner(): Promise<Signer> {
  return webCryptoSigner(await newKeyPair());
}

// A specimen has no quarters: a year either way holds today in every time zone.
function yearAround(today: PlainDate): { from: PlainDate; until: PlainDate } {
  const year = Number(today.slice(0, 4));
  return { from: `${year - 1}-01-01`, until: `${year + 1}-12-31` };
}
