// A whole city for tests, of the real parts: the model city's program, an issuing chain with fresh keys, a status list.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  buildTrust,
  certifyDesk,
  certifyIssuing,
  drawPlaces,
  newKeyPair,
  newSerial,
  newStatusList,
  type PublicJwk,
  type Random,
  signStatusList,
  toBase64url,
  webCryptoSigner,
} from '@commonkey/credential';
import { addDays, type Program, plainDateOf } from '@commonkey/program';
import { parseProgram } from '@commonkey/program/parse.ts';
import type { ShiftOffer } from '@commonkey/shift';

export const ISSUER = 'https://id.model-city.example';

/** A seeded random source (mulberry32). */
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

export function modelCity(id: 'model-city' | 'model-city-online' = 'model-city'): Program {
  const folder = fileURLToPath(new URL(`../../../programs/${id}/`, import.meta.url));
  const files = Object.fromEntries(
    globSync('**/*.json', { cwd: folder }).map((path) => [path, readFileSync(`${folder}${path}`, 'utf8')]),
  );
  const { program, faults } = parseProgram(files);
  if (!program) throw new Error(`${id} does not parse: ${JSON.stringify(faults)}`);
  return program;
}

export type DeskCity = Awaited<ReturnType<typeof newDeskCity>>;

export async function newDeskCity(now: number, origin: string, program = modelCity()) {
  const random = seeded(now % 2 ** 31);
  const newSigner = async () => webCryptoSigner(await newKeyPair());
  const [root, issuing] = await Promise.all([newSigner(), newSigner()]);
  const today = plainDateOf(new Date(now));
  const issuingCertificate = await certifyIssuing(root, {
    issuer: ISSUER,
    publicJwk: issuing.publicJwk,
    from: addDays(today, -30),
    until: addDays(today, 60),
  });
  const uri = `${origin}/status/1`;
  const list = newStatusList({ uri, size: 1024, random, decoys: 20 });
  const iat = Math.floor(now / 1000) - 600;
  const token = await signStatusList(list, issuing, { iat, exp: iat + 2 * 86_400, ttl: 43_200 });
  const trust = buildTrust({
    issuer: ISSUER,
    updated: new Date(now - 600_000),
    roots: [root.publicJwk],
    issuing: [issuingCertificate],
    desks: [],
    statusLists: [uri],
  });

  return {
    program,
    trust,
    token,
    uri,
    async offer(publicJwk: PublicJwk, cards: number, hours: number): Promise<ShiftOffer> {
      const from = addDays(today, -1);
      const until = addDays(today, 1);
      const certificate = await certifyDesk(issuing, {
        issuer: ISSUER,
        publicJwk,
        from,
        until,
        quota: cards,
      });
      const places = drawPlaces({
        size: 1024,
        count: cards,
        taken: (place) => list.decoys.includes(place),
        random,
      }).map((index) => ({ serial: newSerial(random), uri, index }));
      return {
        shift: Buffer.from(random(16)).toString('hex'),
        from: Date.parse(`${from}T00:00:00Z`) / 1000,
        until: Date.parse(`${until}T00:00:00Z`) / 1000 + 86_400,
        quota: cards,
        certificate: toBase64url(certificate),
        places,
        barcodes: Array.from({ length: cards }, (_, i) =>
          libraryNumber(`29999${String(i + 1).padStart(8, '0')}`),
        ),
        policyVersion: `${program.id} ${program.version}`,
        maxHours: hours,
        issuer: ISSUER,
        fees: program.fees.map((fee) => fee.id),
        agesKey: '5c'.repeat(32),
      };
    },
  };
}

/** 13 digits and the library's check digit (Luhn's, from the left: 14-digit Codabar). */
function libraryNumber(digits: string): string {
  const sum = [...digits].reduce((total, digit, i) => {
    const doubled = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits + String((10 - (sum % 10)) % 10);
}
