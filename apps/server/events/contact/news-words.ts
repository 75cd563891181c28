import type { PlainDate } from '@commonkey/program';
import { speaker, wordDay } from '@commonkey/words';
import { type NoticeWords, wordNotice } from '../../notices/service.ts';
import type { EventNews } from '../../store/tables/event-contacts.ts';
import type { EventState } from '../../store/tables/events.ts';
import { words } from '../words.ts';

export type News = { about: EventNews; day: PlainDate; state: EventState };

/**
 * What is sent. Unless whoever left the contact chose otherwise it is the sentence of all our messages, which says nothing of
 * a day or a card. In neither is a code, a place, a time or a number of people: whoever holds the telephone learns nothing by
 * which they could go there in somebody's stead, or wait for them.
 */
export function wordNews(
  contact: { language: string; open: 0 | 1 },
  { about, day, state }: News,
): NoticeWords {
  const { language } = contact;
  if (contact.open !== 1) return wordNotice(language);
  const tag = Object.hasOwn(words, language) ? language : 'en';
  const say = speaker(tag, words[tag] ?? {});
  const what = about === 'changed' && state === 'cancelled' ? 'cancelled' : about;
  return {
    subject: say('events.news-subject'),
    text: say(`events.news-${what}`, { day: wordDay(tag, day) }),
  };
}
