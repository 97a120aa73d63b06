// Files that are asked for with a body, so that no text of a rule stands in an address.

/** Hands a file to the browser as if its link had been pressed. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Some browsers read the file after the press.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
