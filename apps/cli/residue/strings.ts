import { readFileSync, statSync } from 'node:fs';
import { type Marker, textMarker } from '@commonkey/server/residue/markers.ts';
import { Fault } from '@commonkey/words';

export type ResidueCommandCode =
  | 'residue-language-unknown'
  | 'residue-strings-unreadable'
  | 'residue-strings-none'
  | 'residue-string-weak';

const LARGEST = 1_000_000;

/**
 * One string a line, from a file and never from the command line, which other users of the machine can read. Each is known by its
 * line from then on.
 *
 * @throws Fault of `ResidueCommandCode`; none of them says a string
 */
export function readStrings(file: string): Marker[] {
  const lines = textOf(file).split(/\r?\n/);
  const markers = lines.flatMap((line, at) => {
    const text = line.trim().normalize('NFC');
    return text === '' ? [] : [markerOf(text, at + 1)];
  });
  if (markers.length === 0) throw new Fault<ResidueCommandCode>('residue-strings-none');
  return markers;
}

function markerOf(text: string, line: number): Marker {
  try {
    return textMarker(`line ${line}`, text);
  } catch {
    throw new Fault<ResidueCommandCode>('residue-string-weak', { line });
  }
}

function textOf(file: string): string {
  try {
    if (statSync(file).size > LARGEST) throw new Error('too large');
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Fault<ResidueCommandCode>('residue-strings-unreadable', { file }, { cause });
  }
}
