// Shows that the connection is lost, and comes back by itself: first the framework's own attempts, then ours for as long as it takes.
(() => {
  const notice = document.getElementById('components-reconnect-modal');
  if (!notice) return;
  const every = 3000;

  const reachable = async () => {
    try {
      return (await fetch('/_content/HaiPhongSoc.Web/soc.svg', { cache: 'no-store', method: 'HEAD' })).ok;
    } catch {
      return false;
    }
  };

  // What was typed while the line was cut never reached the server, which would write over it at the next rendering.
  const tellAgain = () => {
    for (const field of document.querySelectorAll('[data-draft]'))
      if (field.value) field.dispatchEvent(new Event('input', { bubbles: true }));
  };

  const tryAgain = async () => {
    if (!await reachable()) { setTimeout(tryAgain, every); return; }
    // False = the server is there but has forgotten this page's circuit (a restart): load the page again; drafts are kept by drafts.js.
    try {
      if (await Blazor.reconnect() === false) location.reload();
    } catch {
      setTimeout(tryAgain, every);
    }
  };

  notice.addEventListener('components-reconnect-state-changed', event => {
    switch (event.detail.state) {
      // Not modal: who is writing goes on writing.
      case 'show': if (!notice.open) notice.show(); break;
      case 'hide': if (notice.open) { notice.close(); tellAgain(); } break;
      case 'failed': setTimeout(tryAgain, every); break;
      case 'rejected': location.reload(); break;
    }
  });
})();
