// What a person typed into a field marked data-draft survives a reload, a lost circuit and a new sign-in in this tab; it goes when the field is emptied.
(() => {
  const key = field => 'draft:' + field.dataset.draft;

  document.addEventListener('input', event => {
    const field = event.target;
    if (!field.dataset?.draft) return;
    if (field.value) sessionStorage.setItem(key(field), field.value); else sessionStorage.removeItem(key(field));
  });

  const restore = root => {
    for (const field of root.querySelectorAll?.('[data-draft]') ?? []) {
      const kept = sessionStorage.getItem(key(field));
      if (kept && !field.value && !field.dataset.restored) {
        field.dataset.restored = '1';
        field.value = kept;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
      }
    }
  };

  new MutationObserver(changes => {
    for (const change of changes)
      for (const node of change.addedNodes)
        if (node.nodeType === 1) restore(node.parentElement ?? node);
  }).observe(document.body, { childList: true, subtree: true });

  // Who signs out leaves nothing for the next person: neither in this tab nor in the others.
  const forget = () => { for (const name of Object.keys(sessionStorage)) if (name.startsWith('draft:')) sessionStorage.removeItem(name); };
  const tabs = new BroadcastChannel('soc');
  tabs.onmessage = event => { if (event.data === 'signed-out') forget(); };
  document.addEventListener('submit', event => {
    if (event.target.id !== 'sign-out') return;
    forget();
    tabs.postMessage('signed-out');
  });

  // Sent: the server took it, so the draft is done with.
  window.socDrafts = { clear: name => sessionStorage.removeItem('draft:' + name) };
})();
