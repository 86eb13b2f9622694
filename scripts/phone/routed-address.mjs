import { createSocket } from 'node:dgram'

/** For documentation, so that nobody is there: https://www.rfc-editor.org/rfc/rfc5737 */
const somewhereElse = '203.0.113.1'

/** The address of this computer that is used towards other networks; null where it is in none. Nothing is sent. */
export function routedAddress() {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    const answer = (address) => {
      socket.close()
      resolve(address)
    }
    socket.once('error', () => answer(null))
    // Connecting a datagram socket only makes the system choose a way.
    socket.connect(9, somewhereElse, () => answer(socket.address().address))
  })
}
