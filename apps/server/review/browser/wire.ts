/** What went wrong, in a sentence for the person at the screen. */
export class Refused extends Error {
  override name = 'Refused';
}

/** Asks city hall in JSON, in the page's language. @throws Refused with the sentence that city hall gave */
export async function ask<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(path + location.search, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    credentials: 'same-origin',
    cache: 'no-store',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Refused(String(answer.message ?? answer.code));
  return answer;
}

/** Sends a form with a file. @throws Refused with the sentence that city hall gave */
export async function send(path: string, form: FormData): Promise<void> {
  const response = await fetch(path + location.search, {
    method: 'POST',
    headers: { accept: 'application/json' },
    credentials: 'same-origin',
    cache: 'no-store',
    body: form,
  });
  if (response.ok) return;
  const answer = await response.json();
  throw new Refused(String(answer.message ?? answer.code));
}

/** Sent even while the page is going away; nobody waits for an answer. */
export function tell(path: string, body: unknown): void {
  navigator.sendBeacon(path, new Blob([JSON.stringify(body)], { type: 'application/json' }));
}
