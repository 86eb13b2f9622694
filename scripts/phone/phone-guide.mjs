import { renderUnicodeCompact } from 'uqr'

/**
 * What is said in the terminal once the server listens at `url`: how to get there from a phone, and what the browser
 * will say. `fingerprint` is that of the certificate which was made for it; null where a person brought their own.
 * `others` are further addresses of this computer. With `colours` the code is dark on light in any terminal.
 */
export function phoneGuide({ url, fingerprint, others, colours }) {
  return [
    '',
    code(url, colours),
    '',
    'Scan this with the phone, or type the address with https in front:',
    '',
    `    ${url}`,
    '',
    'Phone and computer must be in the same network: the same Wi-Fi, not its guest network.',
    ...(others.length > 0 ? otherAddresses(others) : []),
    ...(fingerprint ? ['', ...warning(url, fingerprint)] : []),
    '',
    'While it runs, everyone in this network can open the address. Ctrl+C ends it.',
    'Tell the others in the room that it listens.',
    'If the phone finds nothing there, the firewall of this computer may keep it out: let Node.js in.',
    '',
  ].join('\n')
}

function code(url, colours) {
  const lines = renderUnicodeCompact(url, { border: 2 }).split('\n')
  // It is drawn in white, for a dark terminal. Many a scanner doesn't know a code whose colours are the other way round.
  return lines.map((line) => (colours ? `\x1b[97;40m${line}\x1b[0m` : line)).join('\n')
}

function otherAddresses(others) {
  return [
    `This computer is in other networks, too: ${others.join(', ')}.`,
    `If the phone is there: HOST=${others[0]} npx -y pnpm@12 start --phone`,
  ]
}

function warning(url, fingerprint) {
  return [
    'The browser will warn, the first time, that the connection is not private. That is expected: a',
    'page needs HTTPS to use a microphone, HTTPS needs a certificate, and this computer made that',
    'one itself, so nobody else vouches for it. What is sent is encrypted all the same.',
    '',
    `    Chrome on Android   Advanced, then Proceed to ${new URL(url).hostname} (unsafe)`,
    '    Safari on iPhone    Show Details, then visit this website',
    '',
    'To be sure that it is this computer, look at the certificate there first. Its SHA-256 is',
    '',
    ...halves(fingerprint).map((half) => `    ${half}`),
    '',
    'If the microphone stays off on an iPhone: see "On a phone" in README.md.',
  ]
}

function halves(fingerprint) {
  const middle = fingerprint.indexOf(':', fingerprint.length / 2 - 2)
  return [fingerprint.slice(0, middle), fingerprint.slice(middle + 1)]
}
