/** The picture on a ticket carries its code behind the `#` of an address, which no browser sends: it goes by a form instead. */
const field = document.querySelector<HTMLInputElement>('#code');
const code = decodeURIComponent(location.hash.slice(1));
if (field && /^[0-9A-Za-z-]{10,12}$/.test(code)) {
  history.replaceState(null, '', location.pathname + location.search);
  field.value = code;
  field.form?.submit();
}
