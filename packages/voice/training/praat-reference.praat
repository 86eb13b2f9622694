# Prints what Praat measures in a recording, for src/frame-reference.test.ts: praat --run praat-reference.praat FILE
# (a WAV or FLAC file with its whole path; Praat 6.3.07, settings as in its manual but for the range of F0, 60–600 Hz).
form Reference
  sentence path
endform
sound = Read from file: path$
pitch = To Pitch (ac): 0.01, 60, 15, "no", 0.03, 0.45, 0.01, 0.35, 0.14, 600
f0 = Get quantile: 0, 0, 0.5, "Hertz"
low = Get quantile: 0, 0, 0.1, "Hertz"
high = Get quantile: 0, 0, 0.9, "Hertz"
selectObject: sound, pitch
points = To PointProcess (cc)
jitter = Get jitter (local): 0, 0, 0.0001, 0.02, 1.3
selectObject: sound, points
shimmer = Get shimmer (local_dB): 0, 0, 0.0001, 0.02, 1.3, 1.6
selectObject: sound
harmonicity = To Harmonicity (cc): 0.01, 60, 0.1, 1.0
hnr = Get mean: 0, 0
selectObject: sound
level = Get root-mean-square: 0, 0
spectrum = To Spectrum: "yes"
centroid = Get centre of gravity: 2
lowBand = Get band energy: 50, 1000
highBand = Get band energy: 1000, 5000
writeInfoLine: "F0, median, 10 %, 90 % (Hz): ", fixed$ (f0, 1), " ", fixed$ (low, 1), " ", fixed$ (high, 1)
appendInfoLine: "jitter, local: ", fixed$ (jitter, 4), "; shimmer, local (dB): ", fixed$ (shimmer, 3)
appendInfoLine: "harmonics-to-noise, mean (dB): ", fixed$ (hnr, 2)
appendInfoLine: "level (dB): ", fixed$ (20 * log10 (level), 2)
appendInfoLine: "centre of gravity (Hz): ", fixed$ (centroid, 0), "; alpha ratio (dB): ", fixed$ (10 * log10 (lowBand / highBand), 2)
appendInfo: "F0 each 50 ms from 40 ms on (Hz, 0 where unvoiced):"
selectObject: pitch
for i from 0 to 38
  value = Get value at time: 0.04 + 0.05 * i, "Hertz", "linear"
  appendInfo: " ", if value = undefined then "0" else fixed$ (value, 1) fi
endfor
appendInfoLine: ""
