export declare function findOrInstall(name: 'chromium' | 'firefox' | 'pulseaudio'): string
