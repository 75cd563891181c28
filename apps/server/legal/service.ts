export { keptDemands } from './demands/openings.ts';
export { keptNotices } from './notice/kept.ts';
export { publicNotices, type Shown } from './notice/public-notice.ts';
export { inLanguage, type Said, toldOf } from './notice/said.ts';
export { countTold, mayTell, type Standing, standingNotices } from './notice/standing.ts';
export { keptRequests } from './requests/openings.ts';
export { overdueReviews } from './review.ts';
export { keptTracks } from './tracks/openings.ts';
export { saidOf, wordedEvent, wordingsOf } from './wording.ts';
