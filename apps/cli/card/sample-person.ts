import type { CardPerson } from '@commonkey/card';
import { libraryCheckDigit } from '@commonkey/card';
import type { CardClaims, PlainDate } from '@commonkey/credential';
import { ageOn, inBand, type Program, type QrField, validity } from '@commonkey/program';
import type { SampleCity } from './sample-city.ts';

/** Who stands on the specimen: nobody, unless the caller names somebody. */
export type SampleHolder = {
  name: string;
  birthDate: PlainDate;
  secondName?: { text: string; lang: string };
  issued: PlainDate;
};

/** What the QR code may hold by the program; the face is added once it is known to fit. */
export function sampleClaims(program: Program, city: SampleCity, holder: SampleHolder): CardClaims {
  const may = (field: QrField): boolean => program.card.qr.some((each) => each.field === field);
  const second = program.card.secondScript && may('second-name') ? holder.secondName : undefined;
  return {
    issuer: city.issuer,
    serial: city.serial,
    ...(may('name') ? { name: holder.name } : {}),
    ...(second ? { secondName: second.text, secondLanguage: second.lang.split('-')[0] ?? second.lang } : {}),
    ...(may('birth-date') ? { birthDate: holder.birthDate } : {}),
    issued: holder.issued,
    expires: validity(program, holder.birthDate, holder.issued).expires,
    status: city.status,
  };
}

/** What is printed. Numbers of benefits are the first of nobody's pool. */
export function samplePerson(
  program: Program,
  holder: SampleHolder,
  drawn: { serial: string; expires: PlainDate | null; portrait: Uint8Array; qr: string },
): CardPerson {
  const { child: childRule, benefits, secondScript } = program.card;
  const child = childRule !== undefined && inBand(childRule.ages, ageOn(holder.birthDate, holder.issued));
  // Where it is optional the specimen, as most people, asks for none.
  const addressDue = program.card.print.some(({ field, optional }) => field === 'address' && !optional);
  return {
    name: holder.name,
    birthDate: holder.birthDate,
    issued: holder.issued,
    child,
    ...(secondScript && holder.secondName ? { secondName: holder.secondName } : {}),
    ...(addressDue ? { address: '100 Example Street\nExample City' } : {}),
    ...(child && childRule.emergencyContact ? { emergencyContact: 'Ana Example 000 555 0100' } : {}),
    ...(benefits.library ? { libraryNumber: libraryNumber(benefits.library.prefix) } : {}),
    ...(benefits.transit ? { transitSerial: '0000 0000 0000' } : {}),
    ...drawn,
  };
}

function libraryNumber(prefix: string): string {
  const thirteen = prefix.padEnd(13, '0');
  return thirteen + libraryCheckDigit(thirteen);
}
