// The cursor of a list lives in the browser: J and K cost no round trip. The server hears of it when the hand rests, and of commands at once.
import { isTyping } from './keys.js';

const lists = new Map();
const restAfter = 150;

const rowsOf = frame => [...frame.querySelectorAll('tr[data-row]')];
const idOf = row => Number(row.dataset.row);

const put = (state, row, focus) => {
  for (const old of state.frame.querySelectorAll('tr[data-cursor]')) if (old !== row) delete old.dataset.cursor;
  state.row = row;
  row.dataset.cursor = '';
  if (focus) row.querySelector('.rowlink')?.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
};

const current = state => (state.row?.isConnected ? state.row : null);

const rest = state => {
  clearTimeout(state.timer);
  state.timer = setTimeout(() => { const row = current(state); if (row) send(state, 'show', row); }, restAfter);
};

const send = (state, command, row) => state.page.invokeMethodAsync('Key', command, row ? idOf(row) : 0);

// A command takes as long as the way to the server; the rows say at once that the hand was heard.
const command = async (state, name, row) => {
  const marked = name === 'open' ? [] : rowsOf(state.frame).filter(r => r.querySelector('input[type=checkbox]')?.checked);
  const rows = marked.length > 0 ? marked : [row];
  for (const r of rows) r.dataset.pending = '';
  try { await send(state, name, row); } finally { for (const r of rows) delete r.dataset.pending; }
};

const mark = row => row.querySelector('input[type=checkbox]')?.click();

const move = (state, by, extend) => {
  const rows = rowsOf(state.frame);
  if (rows.length === 0) return;
  const from = current(state);
  const at = from ? rows.indexOf(from) : -1;
  const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  if (extend && from && next !== from) {
    if (!from.querySelector('input[type=checkbox]')?.checked) mark(from);
    if (!next.querySelector('input[type=checkbox]')?.checked) mark(next);
  }
  put(state, next, true);
  rest(state);
};

const onKey = (state, event) => {
  if (!state.frame.isConnected) { document.removeEventListener('keydown', state.key); return; }
  if (isTyping(event) || event.defaultPrevented) return;
  const onControl = event.target.closest?.('.pane, .topbar, .filters, .views');
  const row = current(state);
  const take = act => { event.preventDefault(); act(); };
  switch (event.code) {
    case 'KeyJ': take(() => move(state, 1, event.shiftKey)); break;
    case 'KeyK': take(() => move(state, -1, event.shiftKey)); break;
    case 'KeyN': if (row && !event.shiftKey) take(() => command(state, 'take', row)); break;
    case 'KeyV': if (row && !event.shiftKey) take(() => command(state, 'close', row)); break;
    case 'Period': if (row && !event.shiftKey) take(() => send(state, 'around', row)); break;
    case 'Space': if (row && !onControl) take(() => mark(row)); break;
    case 'Enter': if (row && !onControl && !event.target.closest?.('a, button')) take(() => command(state, 'open', row)); break;
    case 'Escape': take(() => send(state, 'back', row)); break;
  }
};

export const listen = (frame, page, selected) => {
  const state = { frame, page, row: null, timer: 0 };
  state.key = event => onKey(state, event);
  state.click = event => {
    const row = event.target.closest('tr[data-row]');
    if (!row) return;
    put(state, row, false);
    // A click anywhere in the row opens it, but for the box and for a selection of text; one with Ctrl opens a window of its own.
    const link = event.target.closest('a');
    if (link ? !link.matches('.rowlink') || event.ctrlKey || event.metaKey || event.shiftKey : event.target.closest('input, button') || String(getSelection())) return;
    event.preventDefault();
    command(state, 'open', row);
  };
  document.addEventListener('keydown', state.key);
  frame.addEventListener('click', state.click);
  lists.set(frame, state);
  const row = selected ? rowsOf(frame).find(r => idOf(r) === selected) : null;
  if (row) put(state, row, false);
};

export const leave = frame => {
  const state = lists.get(frame);
  if (!state) return;
  clearTimeout(state.timer);
  document.removeEventListener('keydown', state.key);
  lists.delete(frame);
};
