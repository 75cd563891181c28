/**
 * Everything the service stores. To add an office's tables:
 *
 * 1. `tables/<office>.ts`: an interface of its tables (Kysely types), no methods. Add it to `Database` below.
 * 2. `migrations/NNNN-<office>.ts`: forward only, plain SQL. Add it to `migrations/index.ts`. A migration that was
 *    released is never edited.
 * 3. `holdings/<office>.ts`: purpose, basis, clock, form and proxy note for every column. Add it to `holdings.ts`,
 *    which does not compile while a table or a column is missing; `schema.test.ts` holds it against the live schema.
 *
 * Rows are read through `store.read`, added and changed through `store.write`, and end through `holds.destroy` alone.
 */
import type { CardTables } from './tables/cards.ts';
import type { DemandPaperTables } from './tables/demand-papers.ts';
import type { DemandTables } from './tables/demands.ts';
import type { DeskTables } from './tables/desks.ts';
import type { DoorTables } from './tables/door.ts';
import type { EventContactTables } from './tables/event-contacts.ts';
import type { EventWaitTables } from './tables/event-waits.ts';
import type { EventTables } from './tables/events.ts';
import type { HoldsTables } from './tables/holds.ts';
import type { LedgerTables } from './tables/ledger.ts';
import type { LegalNoticeTables } from './tables/legal-notices.ts';
import type { LegalTrackTables } from './tables/legal-tracks.ts';
import type { MigrationTables } from './tables/migrations.ts';
import type { NoticeTables } from './tables/notices.ts';
import type { PortalTables } from './tables/portal.ts';
import type { PublicationTables } from './tables/publications.ts';
import type { QuestionTables } from './tables/questions.ts';
import type { RecordsTables } from './tables/records.ts';
import type { RequestTables } from './tables/requests.ts';
import type { SiteTables } from './tables/sites.ts';
import type { StaffTables } from './tables/staff.ts';
import type { StatementTables } from './tables/statements.ts';
import type { StatisticsTables } from './tables/statistics.ts';
import type { VaultTables } from './tables/vault.ts';

export interface Database
  extends HoldsTables,
    LedgerTables,
    LegalNoticeTables,
    LegalTrackTables,
    MigrationTables,
    StaffTables,
    CardTables,
    DemandTables,
    DemandPaperTables,
    DeskTables,
    DoorTables,
    EventTables,
    EventContactTables,
    EventWaitTables,
    SiteTables,
    PortalTables,
    NoticeTables,
    PublicationTables,
    RecordsTables,
    RequestTables,
    QuestionTables,
    StatementTables,
    StatisticsTables,
    VaultTables {}
export type TableName = keyof Database & string;
