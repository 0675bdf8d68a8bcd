/** Puts a text into the clipboard, within a click; comes back with whether it is there. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page without encryption has no such thing, and a page's policy may forbid it.
    return copyByCommand(text);
  }
}

function copyByCommand(text: string): boolean {
  let done = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
    done = true;
  };
  window.addEventListener("copy", fill, { capture: true, once: true });
  document.execCommand("copy");
  window.removeEventListener("copy", fill, { capture: true });
  return done;
}
