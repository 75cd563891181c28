export { buildDesk, contentSecurityPolicy } from './build.ts';
export { type CountedKeyboard, countingKeyboard, KEYSTROKE_BUDGET } from './keystrokes.ts';
