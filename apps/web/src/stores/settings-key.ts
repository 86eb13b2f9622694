/** Where the settings are kept on this device. */
export const settingsKey = 'undertone.settings'
