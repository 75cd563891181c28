/**
 * What a script adds to the residents' pages; all of them work without. Attach it by attributes:
 *
 * - `<form data-portal-upload enctype="multipart/form-data">` around one `<input type="file">` and `<PaperEditor say={…}/>`:
 *   preview, black boxes, hints, progress. The form is sent as it stands, with new pixels in place of the file; with
 *   `data-parts` these go before it, part by part.
 * - `<form data-portal-face …>` with `<FaceEditor say={…}/>`: the same with the card's frame of 35 × 45.
 * - `<SendingState …/>`, inside such a form: how far it is.
 * - `<SessionClock …/>`: tells before a session ends.
 *
 * Components are in `../safety/editors.tsx`; the page adds `scripts={[PORTAL_SCRIPT]}`. Nothing is stored in the browser.
 */
import { sessionClock } from './session-clock.ts';
import { enhanceAll } from './upload.ts';

enhanceAll();
for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog[data-portal-clock]'))
  sessionClock(dialog);
