// The command palette: Ctrl+K or its button opens it over any page. Which line is chosen lives here; what the lines are, the server says.
// Nothing acts while an input method composes (Vietnamese typing).
let dialog, input, list, server, timer = 0, buttons = [];
const recentKey = 'draft:palette-recent';
const most = 8;
const rest = 60;

const composing = event => event.isComposing || event.keyCode === 229;
const options = () => [...list.querySelectorAll('[role=option]')];
const chosen = () => list.querySelector('[role=option][aria-selected=true]');

const choose = option => {
  for (const other of options()) other.setAttribute('aria-selected', String(other === option));
  if (option) { input.setAttribute('aria-activedescendant', option.id); option.scrollIntoView({ block: 'nearest' }); }
  else input.removeAttribute('aria-activedescendant');
};

const recent = () => { try { return JSON.parse(sessionStorage.getItem(recentKey)) ?? []; } catch { return []; } };

const remember = (href, title) => {
  const kept = [{ href, title }, ...recent().filter(r => r.href !== href)].slice(0, most);
  sessionStorage.setItem(recentKey, JSON.stringify(kept));
};

// What can be done on the page is what its buttons say; the frame's own (theme, language, signing out) come after.
const collect = () => {
  const all = document.querySelectorAll('main .actions .button, main [data-act], .menu button, .menu a');
  return [...all].filter(b => !b.disabled && b.getAttribute('aria-disabled') !== 'true' && (b.offsetParent !== null || b.closest('.menu')));
};

const nameOf = button => {
  const copy = button.cloneNode(true);
  for (const key of copy.querySelectorAll('kbd')) key.remove();
  return copy.textContent.trim().replace(/\s+/g, ' ');
};

const open = () => {
  if (!dialog || dialog.open) return;
  buttons = collect();
  input.value = '';
  dialog.showModal();
  input.focus();
  server.invokeMethodAsync('Opened', buttons.map((b, index) => ({ index, title: nameOf(b) })).filter(c => c.title), recent());
};

// A dialog gives the focus back to where it was when it closes.
const act = option => {
  if (!option) return;
  const { href, command, title } = option.dataset;
  dialog.close();
  if (href) { remember(href, title); Blazor.navigateTo(href); }
  else buttons[Number(command)]?.click();
};

const ask = () => {
  clearTimeout(timer);
  timer = setTimeout(() => server.invokeMethodAsync('Typed', input.value.trim()), rest);
};

const onInput = event => { if (!event.isComposing) ask(); };

const onKey = event => {
  if (composing(event)) return;
  const all = options();
  const at = all.indexOf(chosen());
  const go = to => { event.preventDefault(); choose(all[(to + all.length) % all.length]); };
  switch (event.key) {
    case 'ArrowDown': if (all.length) go(at + 1); break;
    case 'ArrowUp': if (all.length) go(at < 0 ? all.length - 1 : at - 1); break;
    case 'Enter': event.preventDefault(); act(chosen()); break;
    case 'Tab': event.preventDefault(); break;
  }
  event.stopPropagation();
};

const onShortcut = event => {
  if (composing(event) || event.code !== 'KeyK' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  if (dialog?.open) dialog.close(); else open();
};

const onClick = event => { if (event.target.closest?.('[data-palette]')) open(); };

export const listen = (element, reference) => {
  leave();
  dialog = element; server = reference;
  input = dialog.querySelector('input'); list = dialog.querySelector('[role=listbox]');
  input.addEventListener('input', onInput);
  input.addEventListener('compositionend', ask);
  input.addEventListener('keydown', onKey);
  dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); else act(event.target.closest('[role=option]')); });
  new MutationObserver(() => choose(options()[0])).observe(list, { childList: true, subtree: true });
  document.addEventListener('keydown', onShortcut);
  document.addEventListener('click', onClick);
};

export const leave = () => {
  document.removeEventListener('keydown', onShortcut);
  document.removeEventListener('click', onClick);
  dialog = null;
};
