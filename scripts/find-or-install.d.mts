export declare function findOrInstall(
  name: 'chromium' | 'firefox' | 'pulseaudio' | 'redis-server' | 'caddy' | 'nginx' | 'gcc' | 'faketime',
): string
export declare const packagesToTestWith: readonly string[]
