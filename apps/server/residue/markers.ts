/** Something that must be found nowhere: a planted name or date, or bytes of a picture. */
export type Marker = Readonly<{ name: string; bytes: Buffer; text?: string }>;

export type Needle = Readonly<{ marker: string; encoding: string; bytes: Buffer }>;

/** Fewer bytes than this occur by chance in a few hundred megabytes. */
const least = 6;

/** @throws RangeError, if the text is too short to be a fair marker */
export function textMarker(name: string, text: string): Marker {
  return fair({ name, bytes: Buffer.from(text), text });
}

/** Bytes from the middle of a file or a run of pixels. `count` windows, so that a picture kept in part is found too. */
export function pictureMarkers(name: string, picture: Uint8Array, count = 5, window = 24): Marker[] {
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor(((picture.length - window) * (at + 1)) / (count + 1));
    return fair({ name: `${name} ${at + 1}`, bytes: Buffer.from(picture.subarray(from, from + window)) });
  });
}

/** Every form in which a marker is looked for: UTF-8, UTF-16 and Latin-1, and base64 and hexadecimal of each. */
export function needlesOf(marker: Marker): Needle[] {
  const forms: [string, Buffer][] = [];
  if (marker.text === undefined) forms.push(['bytes', marker.bytes]);
  else
    for (const [name, text] of casesOf(marker.text)) {
      const little = Buffer.from(text, 'utf16le');
      forms.push([`utf-8${name}`, Buffer.from(text)], [`utf-16le${name}`, little]);
      forms.push([`utf-16be${name}`, Buffer.from(little).swap16()]);
      // As V8 keeps a string none of whose letters is beyond U+00FF.
      const narrow = Buffer.from(text, 'latin1');
      if (narrow.toString('latin1') === text) forms.push([`latin-1${name}`, narrow]);
    }
  const needles = new Map<string, Needle>();
  const add = (encoding: string, bytes: Buffer) => {
    const key = bytes.toString('latin1');
    if (!needles.has(key)) needles.set(key, { marker: marker.name, encoding, bytes });
  };
  for (const [encoding, bytes] of forms) {
    add(encoding, bytes);
    for (const offset of [0, 1, 2])
      for (const alphabet of ['base64', 'base64url'] as const)
        add(`${encoding} in ${alphabet} at ${offset}`, Buffer.from(inBase64(bytes, offset, alphabet)));
    add(`${encoding} in hex`, Buffer.from(bytes.toString('hex')));
    add(`${encoding} in HEX`, Buffer.from(bytes.toString('hex').toUpperCase()));
  }
  return [...needles.values()];
}

// URLs carry names with %20 or +, machine-readable zones in capitals, searches in small letters.
function casesOf(text: string): [string, string][] {
  const cases: [string, string][] = [
    ['', text],
    [' capitals', text.toUpperCase()],
    [' small', text.toLowerCase()],
    [' decomposed', text.normalize('NFD')],
    [' in a URL', encodeURIComponent(text)],
  ];
  return cases;
}

// Only the characters that the marker alone decides, so that whatever stands around it does not matter.
function inBase64(bytes: Buffer, offset: number, alphabet: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString(alphabet);
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

function fair(marker: Marker): Marker {
  if (marker.bytes.length < least)
    throw new RangeError(`marker "${marker.name}" is too short to mean anything`);
  if (new Set(marker.bytes).size < 4)
    throw new RangeError(`marker "${marker.name}" is too even to mean anything`);
  return marker;
}
