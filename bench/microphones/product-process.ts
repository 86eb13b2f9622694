// The real server as it is started, with its classifiers in as many threads as it takes by itself.
import { answerServer } from './answer-server.ts'

// Its ready line is for who waits for it; here the table has the output to itself.
process.stdout.write = () => true
const { url } = await import('../../apps/server/src/main.ts')

answerServer(url)
