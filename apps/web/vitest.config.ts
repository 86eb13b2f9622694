import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  test: {
    name: 'web',
    environment: 'happy-dom',
    // A test reads it as text; all other styles are left out.
    css: { include: [/tokens\.css/] },
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test/setup.ts'],
    // A page and a module graph for each of ninety files took five sixths of their time; the set-up makes the page new.
    isolate: false,
    restoreMocks: true,
  },
})
