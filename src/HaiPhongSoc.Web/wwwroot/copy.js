// A button [data-copy=ID] copies the text of that element and says so beside itself; where the browser does not let it, the text is marked for the hand.
document.addEventListener('click', async event => {
  const button = event.target.closest?.('[data-copy]');
  const source = button && document.getElementById(button.dataset.copy);
  if (!source) return;
  const said = button.parentElement.querySelector('[role=status]');
  try {
    await navigator.clipboard.writeText(source.textContent);
    said.textContent = button.dataset.copied;
  } catch {
    getSelection().selectAllChildren(source);
    said.textContent = button.dataset.notCopied;
  }
});
