/** A picture on its way: its name for the service, and how much of it the service said it has. */
export type Parcel = {
  readonly id: string;
  readonly bytes: Blob;
  have: number;
  /** The service was asked whether it has some of it from before this page began. */
  asked: boolean;
};

/** What goes in one part has nothing to go on with. */
export const FIRST_PART = 64 * 1024;
const ID_BYTES = 16;

/**
 * Names a picture by what it is and where it goes, so that the same one chosen again after a reload is known to the service
 * without anything kept here (UP-06). The form's token is in the name: outside this session it says nothing of the picture.
 * Other pixels are another name, and begin anew.
 */
export async function parcelOf(bytes: Blob, form: HTMLFormElement): Promise<Parcel> {
  // Without a secure origin a browser has no digest.
  if (bytes.size <= FIRST_PART || !window.isSecureContext)
    return { id: hex(crypto.getRandomValues(new Uint8Array(ID_BYTES))), bytes, have: 0, asked: true };
  const token = new FormData(form).get('_csrf');
  const named = new Blob([String(token), '\0', pageOf(form), '\0', bytes]);
  const digest = await crypto.subtle.digest('SHA-256', await named.arrayBuffer());
  return { id: hex(new Uint8Array(digest, 0, ID_BYTES)), bytes, have: 0, asked: false };
}

/** Which page it is for: the same in every language. */
export const pageOf = (form: HTMLFormElement): string => new URL(form.action).pathname;

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
