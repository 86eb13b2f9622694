/** The bundled clips, by the tone that they are about; each is a file of this name in `public/samples`. */
export const sampleClips = ['calm', 'tense', 'cheerful'] as const
export type SampleClip = (typeof sampleClips)[number]
