/** Languages whose script a card can carry on its second line, by their own names; codes are ISO 639-1. */
export const SECOND_LANGUAGES: readonly { readonly code: string; readonly name: string }[] = [
  { code: 'ar', name: 'العربية' },
  { code: 'be', name: 'Беларуская' },
  { code: 'bg', name: 'Български' },
  { code: 'zh', name: '中文' },
  { code: 'el', name: 'Ελληνικά' },
  { code: 'fa', name: 'فارسی' },
  { code: 'ru', name: 'Русский' },
  { code: 'sr', name: 'Српски' },
  { code: 'uk', name: 'Українська' },
  { code: 'ur', name: 'اردو' },
];
