import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { createClient } from '@redis/client'
import { expect, it, onTestFinished } from 'vitest'
import { launchRedis } from '../../../test/support/redis-process.ts'
import { createSystemClock } from '../../clock.ts'
import { createRedisLink } from './redis-link.ts'

async function open(url: string) {
  const told: string[] = []
  const errors: unknown[] = []
  const link = createRedisLink({
    url,
    clock: createSystemClock(),
    onUp: () => told.push('up'),
    onDown: () => told.push('down'),
    onError: (error) => errors.push(error),
  })
  onTestFinished(() => link.close())
  await link.open()
  return { link, told, errors }
}

async function ask(url: string, command: string[]): Promise<unknown> {
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', () => {})
  try {
    await client.connect()
    return await client.sendCommand(command)
  } finally {
    client.destroy()
  }
}

it('subscribes again after an outage to what is still wanted, and to nothing else', async () => {
  const redis = await launchRedis()
  onTestFinished(() => redis.remove())
  const { link } = await open(redis.url)
  const heard: string[] = []
  await link.subscribe('wanted', (message) => heard.push(`wanted ${message}`))
  await link.subscribe('left', (message) => heard.push(`left ${message}`))
  await redis.kill('SIGKILL')
  await expect.poll(link.isUp).toBe(false)
  link.unsubscribe('left')
  await redis.start()
  await expect.poll(link.isUp, { timeout: 5_000 }).toBe(true)
  const subscribers = async () => ask(redis.url, ['PUBSUB', 'SHARDNUMSUB', 'wanted', 'left'])
  await expect.poll(subscribers).toEqual(['wanted', 1, 'left', 0])
  await ask(redis.url, ['SPUBLISH', 'wanted', 'word'])
  await expect.poll(() => heard).toEqual(['wanted word'])
})

it('gives a channel to whoever subscribed to it last, however quickly it changes hands', async () => {
  const redis = await launchRedis()
  onTestFinished(() => redis.remove())
  const { link } = await open(redis.url)
  const heard: string[] = []
  await link.subscribe('c', () => heard.push('first'))
  link.unsubscribe('c')
  await link.subscribe('c', () => heard.push('second'))
  await ask(redis.url, ['SPUBLISH', 'c', 'word'])
  await expect.poll(() => heard).toEqual(['second'])
})

it('takes one that accepts connections and never greets for one that is away, and goes on trying', async () => {
  const sockets: Socket[] = []
  const silent = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {}).resume()
  }).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    silent.close()
  })
  const address = silent.address()
  const { link, told, errors } = await open(
    `redis://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
  )
  expect([link.isUp(), told, errors.length]).toEqual([false, [], 1])
  await expect.poll(() => sockets.length, { timeout: 10_000 }).toBeGreaterThan(1)
  // It is told once that Redis is away, not with each attempt.
  expect(errors).toHaveLength(1)
})

it('hears on, and is answered on, after a message that nobody could make sense of', async () => {
  const redis = await launchRedis()
  onTestFinished(() => redis.remove())
  const { link, errors } = await open(redis.url)
  const heard: string[] = []
  await link.subscribe('c', (message) => {
    if (message === 'nonsense') throw new Error('a fault')
    heard.push(message)
  })
  const echo = { source: 'return ARGV[1]', sha1: 'not loaded yet' }
  const answers = () => Promise.all(['1', '2', '3'].map((word) => link.run(echo, 'key', [word])))
  await ask(redis.url, ['SPUBLISH', 'c', 'nonsense'])
  expect(await answers()).toEqual(['1', '2', '3'])
  await ask(redis.url, ['SPUBLISH', 'c', 'word'])
  await expect.poll(() => heard).toEqual(['word'])
  expect([errors.length, link.isUp()]).toEqual([1, true])
})

it('has one connection, however often it gave one up', async () => {
  const redis = await launchRedis()
  onTestFinished(() => redis.remove())
  const { link, errors } = await open(redis.url)
  await link.subscribe('c', () => {})
  redis.freeze()
  await expect.poll(link.isUp, { timeout: 5_000 }).toBe(false)
  // Long enough for two greetings that are never answered.
  await new Promise((resolve) => setTimeout(resolve, 6_500))
  redis.thaw()
  await expect.poll(link.isUp, { timeout: 5_000 }).toBe(true)
  const connections = async () => String(await ask(redis.url, ['CLIENT', 'LIST'])).match(/ssub=1/g)?.length
  await expect.poll(connections).toBe(1)
  expect(errors).toHaveLength(1)
})

it('waits for one that is reading its file still, which greets and can serve nothing', async () => {
  // A file is read key by key, with 5 ms for each, and clients are answered all the while.
  const slowToRead = [
    '--rdbcompression',
    'no',
    '--key-load-delay',
    '5000',
    '--loading-process-events-interval-bytes',
    '1024',
  ]
  const redis = await launchRedis({ settings: slowToRead })
  onTestFinished(() => redis.remove())
  const { link, told, errors } = await open(redis.url)
  await ask(redis.url, [
    'EVAL',
    "for i = 1, 400 do redis.call('set', 'k' .. i, string.rep('x', 1024)) end",
    '0',
  ])
  await redis.save()
  await redis.kill('SIGKILL')
  await expect.poll(link.isUp).toBe(false)
  const read = redis.start()
  const answer = async () => ask(redis.url, ['PING']).catch(String)
  await expect.poll(answer).toContain('LOADING')
  let asked = 0
  while (String(await answer()).includes('LOADING')) {
    asked++
    expect(link.isUp()).toBe(false)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(asked).toBeGreaterThan(5)
  await read
  await expect.poll(link.isUp, { timeout: 5_000 }).toBe(true)
  expect([told, errors.length]).toEqual([['up', 'down', 'up'], 1])
})

it('never tells the password, whatever goes wrong', async () => {
  const redis = await launchRedis({ settings: ['--requirepass', 'right'] })
  onTestFinished(() => redis.remove())
  const { link, errors } = await open(redis.url.replace('redis://', 'redis://:secret-word@'))
  expect(link.isUp()).toBe(false)
  expect(errors).toHaveLength(1)
  expect(JSON.stringify(errors, Object.getOwnPropertyNames(errors[0])) + String(errors[0])).not.toContain(
    'secret-word',
  )
})
