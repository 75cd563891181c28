import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalogue, Catalogues } from '@commonkey/words';

/** Languages that every page for residents can be read in (LA-01). English is the reference. */
export const LANGUAGES = ['en', 'es', 'pl', 'zh-Hans', 'ar', 'hi', 'uk', 'fr', 'ht', 'ur'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Room = {
  /** Folder of its catalogues, from the repository's root. */
  folder: string;
  /** Beginning of the keys that residents meet, where staff's sentences stand in the same file. */
  keys?: string;
  /** Languages it is complete in, while it is being written; without it all of them. */
  languages?: readonly Language[];
};

/** Every room whose words can stand on a page that residents read, faults included. */
export const RESIDENT_ROOMS: readonly Room[] = [
  { folder: 'apps/server/ui/words' },
  { folder: 'apps/server/store/holdings/words' },
  { folder: 'apps/server/public/words' },
  { folder: 'apps/server/public/forecast/words' },
  { folder: 'apps/server/public/notices/words' },
  { folder: 'apps/server/public/statistics/words' },
  { folder: 'apps/server/register/words' },
  { folder: 'apps/server/legal/requests/proactive/words' },
  { folder: 'apps/server/sharing/words' },
  { folder: 'apps/server/questions/words' },
  { folder: 'apps/server/ledger/page/words' },
  { folder: 'apps/server/cards/words' },
  { folder: 'apps/server/events/words' },
  { folder: 'apps/server/events/helpers/words' },
  { folder: 'apps/server/events/sites/words' },
  { folder: 'apps/server/papers/words' },
  { folder: 'apps/server/events/board/words' },
  { folder: 'apps/server/uploads/words' },
  { folder: 'apps/server/portal/words' },
  { folder: 'apps/server/portal/after/words' },
  { folder: 'apps/server/portal/safety/words' },
  { folder: 'apps/server/notices/words', keys: 'notice.' },
  { folder: 'packages/program/words', keys: 'assess.' },
  { folder: 'programs/model-city-online/words' },
];

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export function wordsFile(room: Room, language: string): string {
  return join(ROOT, room.folder, `${language}.json`);
}

/** What a room says to residents, in each language it has a file for. */
export function cataloguesOf(room: Room): Catalogues {
  const found = LANGUAGES.filter((language) => existsSync(wordsFile(room, language)));
  return Object.fromEntries(found.map((language) => [language, forResidents(room, language)]));
}

function forResidents(room: Room, language: Language): Catalogue {
  const whole = JSON.parse(readFileSync(wordsFile(room, language), 'utf8')) as Catalogue;
  const keys = Object.keys(whole).filter((key) => key.startsWith(room.keys ?? '') || key.startsWith('$'));
  return Object.fromEntries(keys.map((key) => [key, whole[key] ?? '']));
}
