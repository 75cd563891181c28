/**
 * The manifest: every column the service stores, with its purpose, basis, clock, form and what it is a proxy for.
 * A column or table missing here does not compile; one missing in the live schema fails `schema.test.ts` (T3).
 */
import type { Database } from './database.ts';
import { cardHoldings } from './holdings/cards.ts';
import { demandPaperHoldings } from './holdings/demand-papers.ts';
import { demandHoldings } from './holdings/demands.ts';
import { deskHoldings } from './holdings/desks.ts';
import { doorHoldings } from './holdings/door.ts';
import { eventContactHoldings } from './holdings/event-contacts.ts';
import { eventWaitHoldings } from './holdings/event-waits.ts';
import { eventHoldings } from './holdings/events.ts';
import type { HoldingsOf } from './holdings/holding.ts';
import { holdsHoldings } from './holdings/holds.ts';
import { ledgerHoldings } from './holdings/ledger.ts';
import { legalNoticeHoldings } from './holdings/legal-notices.ts';
import { legalTrackHoldings } from './holdings/legal-tracks.ts';
import { migrationHoldings } from './holdings/migrations.ts';
import { noticeHoldings } from './holdings/notices.ts';
import { portalHoldings } from './holdings/portal.ts';
import { publicationHoldings } from './holdings/publications.ts';
import { questionHoldings } from './holdings/questions.ts';
import { recordsHoldings } from './holdings/records.ts';
import { requestHoldings } from './holdings/requests.ts';
import { siteHoldings } from './holdings/sites.ts';
import { staffHoldings } from './holdings/staff.ts';
import { statementHoldings } from './holdings/statements.ts';
import { statisticsHoldings } from './holdings/statistics.ts';
import { vaultHoldings } from './holdings/vault.ts';

export const HOLDINGS = {
  ...holdsHoldings,
  ...legalNoticeHoldings,
  ...legalTrackHoldings,
  ...recordsHoldings,
  ...requestHoldings,
  ...questionHoldings,
  ...ledgerHoldings,
  ...statementHoldings,
  ...statisticsHoldings,
  ...migrationHoldings,
  ...staffHoldings,
  ...cardHoldings,
  ...demandHoldings,
  ...demandPaperHoldings,
  ...deskHoldings,
  ...doorHoldings,
  ...eventHoldings,
  ...eventContactHoldings,
  ...eventWaitHoldings,
  ...siteHoldings,
  ...noticeHoldings,
  ...portalHoldings,
  ...publicationHoldings,
  ...vaultHoldings,
} as const satisfies HoldingsOf<Database>;
