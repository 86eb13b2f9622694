// Runs in the worklet bench's page.
{
  const rateHz = 48_000
  /** As microphone-voice.ts makes it, at its input; what it posts is taken and left. */
  async function nodeIn(context, { url, name }) {
    await context.audioWorklet.addModule(url)
    const node = new AudioWorkletNode(context, name, { channelCount: 1, channelCountMode: 'explicit' })
    node.port.onmessage = () => {}
    return node
  }

  /** Noise as loud as a voice: silence may be left out of the reckoning by the engine. */
  function noise(context, seconds) {
    const buffer = new AudioBuffer({ length: rateHz * seconds, sampleRate: rateHz })
    const samples = buffer.getChannelData(0)
    for (let i = 0; i < samples.length; i++) samples[i] = (Math.random() - 0.5) * 0.3
    return new AudioBufferSourceNode(context, { buffer })
  }

  globalThis.workletBench = {
    /** `seconds` of sound through the worklet as fast as it goes. */
    async render(worklet, seconds) {
      const context = new OfflineAudioContext(1, rateHz * seconds, rateHz)
      const node = await nodeIn(context, worklet)
      const source = noise(context, seconds)
      source.connect(node).connect(context.destination)
      source.start()
      await context.startRendering()
    },

    /** The microphone through the worklet, from now on. */
    async listen(worklet) {
      const context = new AudioContext({ sampleRate: rateHz })
      const media = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 },
      })
      const node = await nodeIn(context, worklet)
      context.createMediaStreamSource(media).connect(node).connect(context.destination)
      await context.resume()
    },
  }
}
