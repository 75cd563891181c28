import type { MigrationTables } from '../tables/migrations.ts';
import type { HoldingsOf } from './holding.ts';

export const migrationHoldings = {
  schema_migrations: {
    series: 'service-schema',
    group: 'service',
    location: ['database'],
    keyHolder: 'no-key',
    minProcess: 'on-request',
    disposition: { standing: 'runs-the-service' },
    columns: {
      name: {
        type: 'text',
        purpose: 'run-the-service',
        basis: 'security-of-the-service',
        clock: 'row',
        form: 'plain',
        proxyFor: ['nothing'],
      },
    },
  },
} as const satisfies HoldingsOf<MigrationTables, string>;
