export { buildDesk, contentSecurityPolicy, type DeskBuild } from './build.ts';
export { type CountedKeyboard, countingKeyboard, KEYSTROKE_BUDGET } from './keystrokes.ts';
