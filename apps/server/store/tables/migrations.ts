export interface MigrationTables {
  schema_migrations: { name: string };
}
