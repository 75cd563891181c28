/** Every code of making a demand public. */
export type PublishCode =
  | 'publish-silenced'
  | 'publish-nothing'
  | 'publish-too-long'
  | 'publish-needs-second-person'
  | 'publish-changed'
  | 'redact-no-scan'
  | 'redact-not-public'
  | 'redact-nothing-waits'
  | 'redact-unseen'
  | 'redact-law-gone';

export const PUBLISH_STATUS: Readonly<Record<PublishCode, number>> = {
  'publish-silenced': 409,
  'publish-nothing': 409,
  'publish-too-long': 422,
  'publish-needs-second-person': 409,
  'publish-changed': 409,
  'redact-no-scan': 404,
  'redact-not-public': 409,
  'redact-nothing-waits': 409,
  'redact-unseen': 422,
  'redact-law-gone': 409,
};
