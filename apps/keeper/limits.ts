/**
 * What a compromised city hall can get certified before somebody notices. Set where the keeper is started, not by
 * the service that asks it.
 */
export type KeeperLimits = {
  /** Most whole UTC days in a desk certificate: a night shift touches two, and the city's own calendar day a third. */
  deskDays: number;
  /** Most cards in one desk certificate. */
  deskQuota: number;
  /** Most cards certified on one day, over all desks. */
  dailyQuota: number;
};

export const DEFAULT_LIMITS: KeeperLimits = { deskDays: 3, deskQuota: 500, dailyQuota: 10_000 };
