import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Catalogue, Catalogues } from '@commonkey/words';

/**
 * Every `words/<language>.json` beside a module. A translation that is put there is found without a line of code.
 * @param module the caller's `import.meta.url`
 */
export function cataloguesBeside(module: string): Catalogues {
  const folder = new URL('./words/', module);
  const files = readdirSync(fileURLToPath(folder))
    .filter((name) => name.endsWith('.json'))
    .sort();
  return Object.fromEntries(
    files.map((name) => [name.slice(0, -'.json'.length), read(new URL(name, folder))]),
  );
}

/** Several rooms' words as one, in the languages that all of them have. */
export function together(...rooms: readonly Catalogues[]): Catalogues {
  const [first = {}, ...others] = rooms;
  const languages = Object.keys(first).filter((tag) => others.every((room) => tag in room));
  return Object.fromEntries(
    languages.map((tag) => [tag, Object.assign({}, ...rooms.map((room) => room[tag]))]),
  );
}

function read(file: URL): Catalogue {
  return JSON.parse(readFileSync(file, 'utf8')) as Catalogue;
}
