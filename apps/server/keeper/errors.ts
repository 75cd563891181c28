/** What city hall itself says of its keys; the keeper's own codes pass through as they are. */
export type KeeperLinkCode = 'keeper-silent' | 'keeper-answer-foreign';

/** Faults of the keeper that a clerk or officer may be told of. */
export const KEEPER_STATUS: Readonly<Record<string, number>> = {
  'keeper-silent': 503,
  'no-issuing-key-for-window': 503,
  'desk-window-too-long': 422,
  'desk-window-not-now': 422,
  'desk-quota-too-large': 422,
  'daily-quota-reached': 429,
  'status-window-wrong': 503,
  'vault-root-missing': 503,
  'vault-roots-missing': 503,
  'vault-root-locked': 503,
  'vault-root-away': 503,
  'vault-table-broken': 503,
  'vault-behind-replica': 503,
  'vault-clock-in-doubt': 503,
  'vault-capped': 429,
  'vault-purpose-foreign': 403,
  'vault-approval-missing': 403,
};
