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
  if (event.code === 'KeyZ' && !event.shiftKey) { event.preventDefault(); layout?.invokeMethodAsync('TakeBack'); return; }
  // A verdict is a digit while its form stands open; Enter then closes.
  const verdict = /^(Digit|Numpad)[1-7]$/.test(event.code) && document.querySelector(`.closing [data-digit="${event.code.slice(-1)}"]`);
  if (verdict) { event.preventDefault(); verdict.click(); verdict.focus(); return; }
  if (event.code === 'Slash' && !event.shiftKey) {
    const filter = document.querySelector('[data-filter]');
    if (filter) { event.preventDefault(); filter.focus(); filter.select?.(); }
  }
};

export const listen = reference => {
  layout = reference;
  document.addEventListener('keydown', onKey);
};
