export { ableTo } from './able.ts';
export { ACTIONS, type Action, actionHash, approve, approved, askApproval } from './approvals.ts';
export { StaffFrame, type Visit } from './frame.tsx';
export { orSignIn, requireStaff, staffOf, staffPage } from './gate.ts';
export { calledOf, firstAdministrator } from './members.ts';
export { authenticationResponse, signInOptions, verifySignIn } from './passkeys.ts';
export { ROLES, type Role } from './roles.ts';
export type { Session, StaffOrigin } from './sessions.ts';
export { typedPost } from './typed-post.tsx';
