// A form that came back stands in the browser's history as something that was sent: the button back would end at an error, since
// nothing of it may be kept. Its address gives the same form, or says what became of it.
history.replaceState(null, '', location.href);
