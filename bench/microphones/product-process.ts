// The real server as it is started, with its classifiers in as many threads as it takes by itself.
import { url } from '../../apps/server/src/main.ts'
import { answerServer } from './answer-server.ts'

answerServer(url)
