// A practice city around a given moment, made by the real packages: its keys live and die with the test.
import {
  buildTrust,
  type CardClaims,
  certifyDesk,
  certifyIssuing,
  newKeyPair,
  newSerial,
  newStatusList,
  type PlainDate,
  type Signer,
  setStatus,
  signCard,
  signStatusList,
  webCryptoSigner,
  webRandom,
} from '@commonkey/credential';

const day = 86_400_000;
export const issuer = 'https://id.model-city.example';
export const listUri = `${issuer}/status/1`;

export const plainDate = (time: number): PlainDate => new Date(time).toISOString().slice(0, 10);
const newSigner = async (): Promise<Signer> => webCryptoSigner(await newKeyPair());

export type TestCity = {
  readonly rootKid: string;
  /** The bytes of `/trust.json` and `/status/1` as the service would give them now. */
  trust(): string;
  status(madeAt?: number): Promise<Uint8Array>;
  /** A signed card; `place` is where the list speaks of it. */
  card(change?: Partial<CardClaims>): Promise<{ text: string; place: number }>;
  revoke(place: number): void;
};

export type CityOptions = {
  /** When keys and lists were published, milliseconds since 1970. */
  readonly published: number;
  /** How long a list is good for, milliseconds. */
  readonly listLife?: number;
  /** Places in the status list. */
  readonly listSize?: number;
  readonly practice?: boolean;
  readonly name?: string;
  /** Who signs, if not the model city. */
  readonly signedAs?: string;
};

export async function testCity({
  published,
  listLife = 2 * day,
  listSize = 4096,
  practice = true,
  name,
  signedAs = issuer,
}: CityOptions): Promise<TestCity> {
  const [root, issuing, desk] = await Promise.all([newSigner(), newSigner(), newSigner()]);
  const window = {
    issuer: signedAs,
    from: plainDate(published - 60 * day),
    until: plainDate(published + 30 * day),
  };
  const issuingCertificate = await certifyIssuing(root, { ...window, publicJwk: issuing.publicJwk });
  const certificate = await certifyDesk(issuing, { ...window, publicJwk: desk.publicJwk, quota: 120 });
  const list = newStatusList({
    uri: listUri,
    size: listSize,
    random: webRandom,
    decoys: Math.floor(listSize / 64),
  });
  const trust = buildTrust({
    issuer: signedAs,
    updated: new Date(published),
    roots: [root.publicJwk],
    issuing: [issuingCertificate],
    desks: [],
    statusLists: [listUri],
  });
  let place = list.decoys[0] ?? 0;
  const nextPlace = (): number => {
    do place = (place + 1) % list.size;
    while (list.decoys.includes(place));
    return place;
  };
  return {
    rootKid: root.kid,
    trust: () =>
      JSON.stringify({
        ...trust,
        ...(practice ? { 'ck:practice': true } : {}),
        ...(name ? { 'ck:city': name } : {}),
      }),
    status(madeAt = published) {
      const iat = Math.floor(madeAt / 1000);
      return signStatusList(list, issuing, { iat, exp: iat + Math.floor(listLife / 1000), ttl: 43_200 });
    },
    async card(change = {}) {
      const at = nextPlace();
      const issued = plainDate(published - 20 * day);
      const claims: CardClaims = {
        issuer: signedAs,
        serial: newSerial(webRandom),
        name: 'María Fernanda Ocampo Ríos',
        birthDate: '1987-03-14',
        issued,
        expires: plainDate(published + 1800 * day),
        status: { uri: listUri, idx: at },
        ...change,
      };
      return { text: await signCard(claims, { desk, certificate, dialect: 'spec' }), place: at };
    },
    revoke: (at) => setStatus(list, at, true),
  };
}
