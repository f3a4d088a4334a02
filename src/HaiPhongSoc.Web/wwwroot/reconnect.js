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
      case 'show': if (!notice.open) notice.showModal(); break;
      case 'hide': if (notice.open) notice.close(); break;
      case 'failed': setTimeout(tryAgain, every); break;
      case 'rejected': location.reload(); break;
    }
  });
})();
