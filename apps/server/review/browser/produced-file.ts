import type { Program } from '@commonkey/program';
import { type Bytes, newPassphrase, utf8, webRandom } from '@commonkey/vault';
import type { Speak } from '@commonkey/words';
import { Encrypter } from 'age-encryption';
import { rows } from './answers.tsx';
import type { OpenFile } from './open-file.ts';
import { sentFor } from './papers.tsx';
import { tar } from './tar.ts';

export type Ways = { program: Program; say: Speak; sayProgram: Speak };

/** All that the page shows, as one archive: what was typed, the face, and each picture as it was sent. */
export function archiveOf(file: OpenFile, { program, say, sayProgram }: Ways): Bytes {
  const papers = file.papers.map(({ jpeg, shows }, at) => {
    const what = sentFor(shows, program, sayProgram).join(', ');
    const name = `paper-${at + 1}.jpg`;
    return {
      name,
      bytes: jpeg,
      line: what === '' ? name : `${name}: ${say('review.produce-sent-for', { what })}`,
    };
  });
  const typed = rows(file.card, say).map(([key, text]) => `${say(`review.answer-${key}`)}: ${text}`);
  const sheet = utf8(`${[...typed, '', 'face.jpg', ...papers.map(({ line }) => line)].join('\n')}\n`);
  const whole = tar([
    { name: 'record.txt', bytes: sheet },
    { name: 'face.jpg', bytes: file.card.face },
    ...papers,
  ]);
  sheet.fill(0);
  return whole;
}

/** Seals it here, so that only the bundle leaves this page. */
export async function sealArchive(plain: Uint8Array): Promise<{ bundle: Uint8Array; passphrase: string }> {
  const passphrase = newPassphrase(webRandom);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  try {
    return { bundle: await encrypter.encrypt(plain), passphrase };
  } finally {
    plain.fill(0);
  }
}
