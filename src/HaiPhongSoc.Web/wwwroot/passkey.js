// A button [data-passkey=create|get] asks the browser for a passkey and sends its answer with the form that it stands in.
(() => {
  const challenge = async address => {
    const answer = await fetch(address, { method: 'POST', headers: { 'Accept': 'application/json' }, cache: 'no-store' });
    if (!answer.ok) throw new Error(`challenge refused: ${answer.status}`);
    return answer.json();
  };

  const ask = async (kind, address) => {
    const options = await challenge(address);
    const credential = kind === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    return JSON.stringify(credential.toJSON());
  };

  window.socPasskey = { ask, isThere: () => window.isSecureContext && 'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential };

  document.addEventListener('click', async event => {
    const button = event.target.closest?.('[data-passkey]');
    if (!button?.form) return;
    event.preventDefault();
    const fault = button.form.querySelector('[data-passkey-fault]');
    fault.hidden = true;
    button.disabled = true;
    try {
      button.form.querySelector('[data-passkey-answer]').value = await ask(button.dataset.passkey, button.dataset.challenge);
      button.form.submit();
    } catch {
      // Declined, timed out, no passkey here: the browser has told the person which.
      fault.hidden = false;
      button.disabled = false;
    }
  });
})();
