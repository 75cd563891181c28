/** The button that prints a ticket, and the key for the next one. */
for (const button of document.querySelectorAll('[data-print]'))
  button.addEventListener('click', () => print());
// A browser that gives the focus by itself scrolls to it, and the number that was just given is out of sight.
document.querySelector<HTMLElement>('[data-next]')?.focus({ preventScroll: true });
