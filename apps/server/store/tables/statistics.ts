export interface StatisticsTables {
  /** Counts from before this service, as a city handed them in, word for word. The newest counts; nothing of it is changed. */
  statistics_imports: {
    /** Counts up. */
    turn: number;
    history: string;
    imported_on: string;
    ledger_salt: Uint8Array;
  };
  /** What the city has published of how many cards it made. Append only: a correction is a release of its own. */
  statistics_releases: {
    release: number;
    /** JSON, as anybody may read it. */
    said: string;
    /** JSON: the same before small counts were left out, so that later releases can leave out enough. */
    counted: string;
    /** What hides `counted` in the release's ledger entry. */
    counted_salt: Uint8Array;
    published_on: string;
    ledger_salt: Uint8Array;
  };
}
