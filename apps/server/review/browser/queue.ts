/** What waits now, from the page as city hall makes it: what stood there before a decision counts one too many. */
export async function renewQueue(queue: HTMLElement): Promise<void> {
  const response = await fetch(`/review${location.search}`, {
    credentials: 'same-origin',
    cache: 'no-store',
  });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const now = page.querySelector('[data-review-queue]');
  if (now) queue.replaceChildren(...now.childNodes);
}
