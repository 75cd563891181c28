import { fromBase64url, newKeyPair, signCard, webCryptoSigner } from '@commonkey/credential';
import { newDeskCity } from './desk-city.ts';

/** A good card that another city's desk signed: its root is not this desk's. */
export async function foreignQr(now = Date.now()): Promise<string> {
  const city = await newDeskCity(now, 'https://elsewhere.example');
  const desk = await webCryptoSigner(await newKeyPair());
  const offer = await city.offer(desk.publicJwk, 1, 8);
  const [place] = offer.places;
  const certificate = fromBase64url(offer.certificate);
  if (!place || !certificate) throw new Error('no place');
  return signCard(
    {
      issuer: offer.issuer,
      serial: place.serial,
      name: 'Somebody Elsewhere',
      birthDate: '1990-01-01',
      issued: new Date(now).toISOString().slice(0, 10),
      expires: null,
      status: { uri: place.uri, idx: place.index },
    },
    { desk, certificate, dialect: 'spec' },
  );
}
