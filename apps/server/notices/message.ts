import { speaker } from '@commonkey/words';
import type { NoticeWords } from './sender.ts';
import { words } from './words.ts';

const REFERENCE = 'en';

/** What is sent: that there is news, in the reader's language, and nothing that differs between two readers. */
export function wordNotice(language: string): NoticeWords {
  const tag = Object.hasOwn(words, language) ? language : REFERENCE;
  const say = speaker(tag, words[tag] ?? {});
  return { subject: say('notice.subject'), text: say('notice.text') };
}
