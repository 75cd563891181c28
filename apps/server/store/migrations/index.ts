import * as ledger from './0001-ledger.ts';
import * as holds from './0002-holds.ts';
import * as staff from './0003-staff.ts';
import * as cards from './0004-cards.ts';
import * as desks from './0005-desks.ts';
import * as outlive from './0006-outlive.ts';
import * as deskKeys from './0007-desk-keys.ts';
import * as online from './0008-online.ts';
import * as notices from './0009-notices.ts';
import * as pickUp from './0010-pick-up.ts';
import * as outcomes from './0012-outcomes.ts';
import * as holdScopes from './0013-hold-scopes.ts';
import * as certificates from './0014-certificates.ts';
import * as statements from './0015-statements.ts';
import * as questionReviews from './0016-question-reviews.ts';
import * as newcomers from './0017-newcomers.ts';
import * as holdsInDoubt from './0018-holds-in-doubt.ts';
import * as records from './0019-records.ts';
import * as demands from './0020-demands.ts';
import * as requests from './0021-requests.ts';
import * as openings from './0023-openings.ts';
import * as legalNotices from './0024-legal-notices.ts';
import * as publications from './0025-publications.ts';
import * as whoHeld from './0026-who-held.ts';
import * as demandPapers from './0027-demand-papers.ts';
import * as toldByIndexes from './0028-told-by-indexes.ts';
import * as legalTracks from './0029-legal-tracks.ts';
import * as sealedHolds from './0030-sealed-holds.ts';
import * as ages from './0031-ages.ts';
import * as insideNumbers from './0032-inside-numbers.ts';
import * as secondAnswers from './0034-second-answers.ts';
import * as onceAlone from './0036-once-alone.ts';
import * as daysAndNames from './0040-days-and-names.ts';
import * as events from './0041-events.ts';
import * as openedByOrder from './0044-opened-by-order.ts';
import * as statistics from './0046-statistics.ts';
import * as door from './0047-door.ts';
import * as draws from './0048-draws.ts';
import * as publishedPages from './0049-published-pages.ts';
import * as eventContacts from './0050-event-contacts.ts';
import * as eventWaits from './0051-event-waits.ts';
import * as helpers from './0052-helpers.ts';
import * as sites from './0055-sites.ts';
import * as eventManager from './0056-event-manager.ts';
import * as eventPaces from './0057-event-paces.ts';
import * as certificateWithdrawals from './0058-certificate-withdrawals.ts';
import * as bundlesTaken from './0059-bundles-taken.ts';
import * as boxesWithoutHalves from './0060-boxes-without-halves.ts';
import * as bundlesTakenBack from './0061-bundles-taken-back.ts';
import * as siteDays from './0065-site-days.ts';
import * as begunDays from './0066-begun-days.ts';

export type Migration = { readonly name: string; readonly up: string };

/** In the order they are applied. Append only. */
export const MIGRATIONS: readonly Migration[] = [
  ledger,
  holds,
  staff,
  cards,
  desks,
  outlive,
  deskKeys,
  online,
  notices,
  pickUp,
  outcomes,
  holdScopes,
  certificates,
  statements,
  questionReviews,
  newcomers,
  holdsInDoubt,
  records,
  requests,
  demands,
  openings,
  legalNotices,
  publications,
  whoHeld,
  demandPapers,
  toldByIndexes,
  legalTracks,
  sealedHolds,
  ages,
  insideNumbers,
  secondAnswers,
  onceAlone,
  daysAndNames,
  events,
  openedByOrder,
  statistics,
  door,
  draws,
  publishedPages,
  eventContacts,
  eventWaits,
  helpers,
  eventManager,
  eventPaces,
  sites,
  certificateWithdrawals,
  bundlesTaken,
  boxesWithoutHalves,
  bundlesTakenBack,
  siteDays,
  begunDays,
];
