/**
 * Keeps this page's own files on the reader's machine, so that it works without a network after the first visit. It keeps nothing
 * else, and asks nobody but the server that the page came from.
 */

/** The page's files, and a digest of them all: extension/build.mjs puts both in. */
declare const FILES: string[];
declare const VERSION: string;

/** What a worker has and a page has not. */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  addEventListener(type: "install" | "activate", heard: (event: Extendable) => void): void;
  addEventListener(type: "fetch", heard: (event: Asked) => void): void;
  clients: { claim(): Promise<void> };
}

const worker = self as unknown as Worker;
const OURS = "says-who-";
const CACHE = OURS + VERSION;

worker.addEventListener("install", (event) => {
  const files = FILES.map((file) => new Request(file, { cache: "no-cache" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(files)));
});

// The files of a version before go when no page of it is open any more: that is when a new worker starts.
worker.addEventListener("activate", (event) => {
  const forget = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  event.waitUntil(forget());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  // The folder's address stands for its page.
  const asked = request.mode === "navigate" && new URL(request.url).pathname.endsWith("/") ? "index.html" : request;
  event.respondWith(
    caches
      .open(CACHE)
      .then((cache) => cache.match(asked, { ignoreSearch: true }))
      .then((kept) => kept ?? fetch(request)),
  );
});
