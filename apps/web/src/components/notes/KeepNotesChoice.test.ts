import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import KeepNotesChoice from './KeepNotesChoice.vue'

it('offers to keep notes until they are deleted, or for so many days, and says when the others go', async () => {
  const wrapper = mount(KeepNotesChoice, { props: { modelValue: null } })
  expect(wrapper.findAll('label').map((label) => label.text())).toEqual([
    'Until I delete them',
    '30 days',
    '7 days',
    '1 day',
  ])
  expect(wrapper.text()).toContain('Older ones are deleted from this device')
  await wrapper.findAll('input')[2]?.setValue()
  expect(wrapper.emitted('update:modelValue')).toEqual([[7]])
})
