// Keys that work on every page. Letters by event.code and never while somebody types or an input method composes (Vietnamese typing uses s f r x j w).
let layout;

export const isTyping = event => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey) return true;
  const at = event.target;
  return at.isContentEditable || at.matches?.('textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=button])');
};

const onKey = event => {
  if (isTyping(event) || event.defaultPrevented) return;
  if (event.key === '?') { event.preventDefault(); layout?.invokeMethodAsync('ShowKeys'); return; }
  // One level back: what stands open at the side is closed, and the focus is where it came from.
  const open = event.key === 'Escape' && document.querySelector('.pane [data-esc]');
  if (open) { event.preventDefault(); open.click(); return; }
  if (event.code === 'KeyZ' && !event.shiftKey) { event.preventDefault(); layout?.invokeMethodAsync('TakeBack'); return; }
  // A verdict is a digit while its form stands open; Enter then closes.
  const verdict = /^(Digit|Numpad)[1-7]$/.test(event.code) && document.querySelector(`.closing [data-digit="${event.code.slice(-1)}"]`);
  if (verdict) { event.preventDefault(); verdict.click(); verdict.focus(); return; }
  if (event.code === 'Slash' && !event.shiftKey) {
    const filter = document.querySelector('[data-filter]');
    if (filter) { event.preventDefault(); filter.focus(); filter.select?.(); }
  }
};

const onClick = event => {
  if (event.target.closest?.('[data-esc]')) document.querySelector('tr.selected .rowlink')?.focus();
};

export const listen = reference => {
  layout = reference;
  document.addEventListener('click', onClick);
  document.addEventListener('keydown', onKey);
};
