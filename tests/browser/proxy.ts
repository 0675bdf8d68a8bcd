/** Stands between a browser and everything else, name look-ups included: lets the pages of this machine through, and keeps what else was asked for. */
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface Recorder {
  port: number;
  /** What was asked for beyond this machine. */
  readonly left: string[];
  /** How many requests were for this machine: that none was is no proof of anything. */
  local(): number;
  close(): Promise<void>;
}

export async function record(): Promise<Recorder> {
  const left: string[] = [];
  let local = 0;
  const server = createServer((asked, answer) => {
    const url = URL.canParse(asked.url ?? "") ? new URL(asked.url ?? "") : null;
    if (url?.hostname !== "127.0.0.1") {
      left.push(`${asked.method} ${asked.url}`);
      answer.writeHead(502).end();
      return;
    }
    local++;
    const passed = request(url, { method: asked.method, headers: asked.headers }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  // An encrypted connection begins with the name of whom it is for; so does one of a socket.
  server.on("connect", ({ url }, socket) => {
    left.push(`CONNECT ${url}`);
    socket.end("HTTP/1.1 502 Refused\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    left,
    local: () => local,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
