/** Every code of making a demand public. */
export type PublishCode =
  | 'publish-silenced'
  | 'publish-nothing'
  | 'publish-too-long'
  | 'publish-needs-second-person'
  | 'publish-changed';

export const PUBLISH_STATUS: Readonly<Record<PublishCode, number>> = {
  'publish-silenced': 409,
  'publish-nothing': 409,
  'publish-too-long': 422,
  'publish-needs-second-person': 409,
  'publish-changed': 409,
};
