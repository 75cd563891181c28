export { lastDay, longestRegisterEnd, registerEnd } from './ending.ts';
export { drawFreePlaces, statusUri } from './places.ts';
export { LIST_TTL, publishedList, publishStatusLists } from './publish.ts';
export { addCards, type ReportedCard } from './register.ts';
export { type RevocationRequest, revoke } from './revoke.ts';
export { shuffled } from './shuffle.ts';
export { takeListBack } from './take-back.ts';
