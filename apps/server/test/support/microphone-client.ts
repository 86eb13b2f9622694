import { once } from 'node:events'
import { expect, onTestFinished } from 'vitest'
import { WebSocket, type ClientOptions } from 'ws'

/** Opens a microphone's socket; `closed` resolves to the code that it is closed with. */
export function connectMicrophone(url: string, id: string, options: ClientOptions = {}) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/session/${id}/audio`, options)
  onTestFinished(() => socket.terminate())
  const closed = once(socket, 'close').then(([code]) => Number(code))
  const message = async () => JSON.parse(String((await once(socket, 'message'))[0]))
  return { socket, closed, message }
}

/** A microphone that was told to go ahead. */
export async function readyMicrophone(url: string, id: string, options: ClientOptions = {}) {
  const microphone = connectMicrophone(url, id, options)
  expect(await microphone.message()).toEqual({ type: 'ready' })
  return microphone
}
