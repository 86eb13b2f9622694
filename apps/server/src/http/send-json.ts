import type { ServerResponse } from 'node:http'

/**
 * Answers with `value`. What is said of a session is true now only, so nothing may keep it. Express' own `res.json` asks
 * its settings, looks up the type, parses it again and looks for a cached answer: a fifth of what a whole call costs.
 */
export function sendJson(res: ServerResponse, value: unknown): void {
  sendJsonText(res, JSON.stringify(value))
}

/** As `sendJson`, of what is JSON already. */
export function sendJsonText(res: ServerResponse, text: string): void {
  res.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  })
  res.end(text)
}
