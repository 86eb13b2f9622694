import { createSSRApp, h, shallowRef } from 'vue'
import { renderToString } from 'vue/server-renderer'
import IntroCard from '../components/start/IntroCard.vue'
import { de } from '../messages/de.ts'
import { en } from '../messages/en.ts'
import { fetchedMessagesKey } from '../messages/use-first-messages.ts'

/** The cards of a first visit in each language, as templates in the order that they are read in. Runs when the app is built. */
export async function renderFirstCards(): Promise<string> {
  const english = en.intro.cards.map((_, place) => render('en', place))
  const german = de.intro.cards.map((_, place) => render('de', place))
  return (await Promise.all([...english, ...german])).join('\n')
}

async function render(language: 'en' | 'de', place: number): Promise<string> {
  const app = createSSRApp({ render: () => h('main', h(IntroCard, { place })) })
  app.provide(fetchedMessagesKey, shallowRef(language === 'de' ? de : null))
  return `<template lang="${language}">${await renderToString(app)}</template>`
}
