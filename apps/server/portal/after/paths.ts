/** The code is in none of them, and neither is anything else of a person (CC-07). */
export const RETURN_PATH = '/apply/return';
export const FOLLOW_PATH = '/apply/follow';
export const NEW_CODE_PATH = '/apply/new-code';
export const EXISTS_PATH = '/apply/what-exists';
export const MORE_PATH = '/apply/more';
export const PHOTO_PATH = '/apply/another-photo';
export const CORRECT_PATH = '/apply/correct';
export const APPEAL_PATH = '/apply/appeal';
export const DESTROY_PATH = '/apply/destroy';
export const WITHDRAW_PATH = '/apply/withdraw';
export const WITHDRAWN_PATH = '/apply/withdrawn';
/** A draft was never sent, and its last page says so. */
export const withdrawnPath = (draft: boolean) => (draft ? `${WITHDRAWN_PATH}?of=draft` : WITHDRAWN_PATH);
export const PICK_UP_PATH = '/apply/pick-up';
