/** What a member of staff may do. A role is an office, not a rank: nobody gets one by having another. */
export const ROLES = [
  'administrator',
  'clerk',
  'desk-supervisor',
  'event-manager',
  'cards-officer',
  'records-officer',
  'law-officer',
  'public-records-officer',
  'reviewer',
  'evidence-officer',
] as const;
export type Role = (typeof ROLES)[number];

export const isRole = (text: string): text is Role => ROLES.some((role) => role === text);
