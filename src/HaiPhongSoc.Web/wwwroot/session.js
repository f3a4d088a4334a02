// A session that is idle for too long, or over, asks for a proof over the page: what was typed stays where it is. Tabs follow each other.
(() => {
  const dialog = document.getElementById('session-dialog');
  if (!dialog) return;
  const form = dialog.querySelector('form');
  const tabs = new BroadcastChannel('soc-session');
  // Whoever came by single sign-on has no password here, but a link to the provider.
  const first = form.elements.password ?? form.querySelector('a');
  const restAfter = 20000;
  let timer = 0;
  let asked = 0;

  const part = name => dialog.querySelector(`[data-part="${name}"]`);

  const leave = () => { location.href = `/dang-nhap?ve=${encodeURIComponent(location.pathname + location.search)}`; };

  const show = state => {
    if (part('code')) part('code').hidden = state !== 'over';
    part('refused').hidden = true;
    if (dialog.open) return;
    form.reset();
    dialog.showModal();
    first.focus();
  };

  const hide = () => {
    form.reset();
    if (dialog.open) dialog.close();
  };

  const follow = answer => {
    clearTimeout(timer);
    switch (answer.state) {
      case 'active':
        hide();
        timer = setTimeout(() => look(false), Math.min(answer.seconds * 1000 + 500, 2147483000));
        break;
      case 'locked':
      case 'over': show(answer.state); break;
      case 'ended': leave(); break;
    }
  };

  const look = async touch => {
    asked = Date.now();
    try {
      const answer = await fetch(`/phien/con-day?touch=${touch}`, { method: 'POST', cache: 'no-store' });
      if (answer.ok) follow(await answer.json());
    } catch {
      // No connection: the page says so itself, and asks again with the next key.
    }
  };

  // What the person does keeps the session; what the page does by itself does not.
  const busy = () => { if (!dialog.open && Date.now() - asked > restAfter) look(true); };
  for (const name of ['keydown', 'pointerdown', 'wheel']) document.addEventListener(name, busy, { passive: true, capture: true });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(false); });
  window.addEventListener('focus', () => look(false));

  const send = async proof => {
    part('refused').hidden = true;
    const answer = await fetch('/phien/mo-khoa', {
      method: 'POST', cache: 'no-store', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(proof),
    });
    const stands = answer.ok ? await answer.json() : { state: 'refused' };
    form.reset();
    if (stands.state === 'active') {
      // A proof that opens the session opens it in every tab.
      tabs.postMessage('look');
      follow(stands);
    } else if (stands.state === 'ended') {
      leave();
    } else {
      part('refused').hidden = false;
      first.focus();
    }
  };

  form.addEventListener('submit', event => {
    event.preventDefault();
    if (!form.elements.password) return;
    send({ password: form.elements.password.value, code: form.elements.code.value }).catch(() => { part('refused').hidden = false; });
  });

  const passkey = part('passkey');
  if (!window.socPasskey?.isThere()) passkey.hidden = true;
  passkey.addEventListener('click', async () => {
    try {
      await send({ credential: await socPasskey.ask('get', '/dang-nhap/khoa?cho=mo-khoa') });
    } catch {
      part('refused').hidden = false;
    }
  });

  // Escape would leave the page open behind it.
  dialog.addEventListener('cancel', event => event.preventDefault());
  part('leave').addEventListener('click', leave);
  tabs.onmessage = () => look(false);
  look(false);
})();
