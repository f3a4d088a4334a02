// A file that the server has made for this page alone is kept by the browser as a download.
window.socSave = async (name, content) => {
  const address = URL.createObjectURL(new Blob([await content.arrayBuffer()]));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 30_000);
};

// A file that was mended under its own name can be chosen again: browsers tell nothing where the name stays the same.
document.addEventListener('click', event => {
  if (event.target.matches?.('input[type=file]')) event.target.value = '';
});
