/** The commands of the keyboard and their keys, as the browser has them now. */
import { api } from "../browser.js";
import type { Say } from "../say.js";

/** Puts a term for each command and its keys into `list`; comes back with whether there are any: Firefox for Android has none. */
export async function showKeys(list: Element, say: Say): Promise<boolean> {
  const commands = (await api.commands?.getAll()) ?? [];
  const parts = commands.flatMap(({ name = "", shortcut }) => {
    const term = document.createElement("dt");
    term.textContent = say(`options_key_${name === "_execute_action" ? "toggle" : name}`);
    const keys = document.createElement("dd");
    const words = document.createElement(shortcut ? "kbd" : "span");
    words.textContent = shortcut || say("options_keys_none");
    keys.append(words);
    return [term, keys];
  });
  list.replaceChildren(...parts);
  return commands.length > 0;
}
