/** The page that asks once for leave to use the browser's search, and shows what would be sent before anything is. */
import { api } from "../browser.js";
import { translate } from "../say.js";
import * as session from "../session.js";
import { SEARCH } from "../settings/always.js";
import { sayIn } from "../settings/language.js";
import { load } from "../settings/store.js";
import { wordsKey } from "./look.js";

async function start(): Promise<void> {
  const { settings } = await load();
  const say = await sayIn(settings.language);
  translate(document, say);
  const form = document.querySelector("form");
  const field = document.querySelector("textarea");
  const tab = await api.tabs.getCurrent();
  if (!form || !field || tab?.id === undefined) return;
  const tabId = tab.id;
  const key = wordsKey(tabId);
  const kept = await session.kept(key);
  if (typeof kept === "string") field.value = kept;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // Asked first and at once: the browser hears us only within the click.
    const leave = api.permissions.request(SEARCH);
    const text = field.value.trim();
    if (text === "") return;
    leave
      .then(async (given) => {
        if (!given) return;
        await session.drop(key);
        await api.search.query({ text, tabId });
      })
      .catch((error: unknown) => console.error("The search could not be begun:", error));
  });
  document.documentElement.dataset["ready"] = "";
}

void start();
