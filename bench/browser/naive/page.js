import { createApp } from 'vue'
import NaiveList from './NaiveList.vue'

const answer = await fetch('/session/start', { method: 'POST' })
const { session_id: id } = await answer.json()
globalThis.sessionId = id
createApp(NaiveList, { address: `/session/${id}/stream` }).mount('#app')
