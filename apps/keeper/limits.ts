/**
 * What a compromised city hall can get certified before somebody notices. Set where the keeper is started, not by
 * the service that asks it.
 */
export type KeeperLimits = {
  /** Most whole UTC days in a desk certificate. */
  deskDays: number;
  /** Most cards in one desk certificate. */
  deskQuota: number;
  /** Most cards certified on one day, over all desks. */
  dailyQuota: number;
};

export const DEFAULT_LIMITS: KeeperLimits = { deskDays: 2, deskQuota: 500, dailyQuota: 10_000 };
