/** The button that prints a ticket. */
for (const button of document.querySelectorAll('[data-print]'))
  button.addEventListener('click', () => print());
