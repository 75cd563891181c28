/** Every code the staff office answers with. */
export type StaffCode =
  | 'sign-in-refused'
  | 'link-refused'
  | 'passkey-refused'
  | 'fresh-sign-in-needed'
  | 'last-passkey'
  | 'last-administrator'
  | 'passkey-unknown'
  | 'member-unknown'
  | 'role-unknown'
  | 'role-needs-approval'
  | 'approval-needed'
  | 'approval-unknown'
  | 'approval-needs-second-person';

export const STAFF_STATUS: Readonly<Record<StaffCode, number>> = {
  'sign-in-refused': 401,
  'link-refused': 403,
  'passkey-refused': 422,
  'fresh-sign-in-needed': 403,
  'last-passkey': 409,
  'last-administrator': 409,
  'passkey-unknown': 404,
  'member-unknown': 404,
  'role-unknown': 422,
  'role-needs-approval': 409,
  'approval-needed': 409,
  'approval-unknown': 404,
  'approval-needs-second-person': 409,
};
