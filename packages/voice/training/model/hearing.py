"""What a trained model hears: coordinates and opinions of stretches of speech, and judgements that follow from them.

This is what src/speech-image.ts, voice-coordinates.ts, speaker-baseline.ts and calibration.ts do, for many at once; a window is judged
as if speech began with it, where in live use the encoders have heard the 0.17 s before it as well.
"""
from dataclasses import dataclass

import numpy as np
import torch

from corpus import AFFECTS
from encoder import Encoder, Inputs
from fit_encoder import encode, encode_within
from voices import fit_coordinates, reduced

FURTHEST, SHORTEST = 4, 60
WINDOW_WEIGHT = 1.
# Bins of voices' spread (voices.py, `reduced`): more of them gain nothing on voices that weren't learnt from, and cost parameters.
FUNCTIONAL_BINS, ALL_BINS = 5, 6
STRETCH_S, MOST_WEIGHT, MEMORY_S = 2.3, 1.5, 180.
SAME_VOICE_LOG_ODDS = 3.
USUAL_DIRECTIONS, USUAL_REST = 20, .9


@dataclass
class Settings:
    """What was chosen on voices that weren't learnt from; report.py shows the figures."""
    sharpness: float = .25
    encoder_weight: float = .3
    temperature: float = .9
    strangeness: float = 4.


class Model:
    """Encoders and coordinates, as learnt from the recordings in the mask `train`."""

    def __init__(self, corpus, copies, saved, train):
        self.heard = np.unique(corpus.affect[train])
        self.encoders = [load(one) for one in saved]
        functionals, pooled, affect, conversation, weight = self.examples(corpus, copies, train)
        self.mean, self.deviation = standard(functionals)
        self.pooled_mean, self.pooled_deviation = zip(*[standard(one) for one in pooled])
        x = self.standardised(functionals, pooled)
        width = functionals.shape[1]
        self.usual = Usual(x[:, :width])
        self.by_functionals = reduced(fit_coordinates(x[:, :width], affect, conversation, weight), FUNCTIONAL_BINS)
        self.by_all = reduced(fit_coordinates(x, affect, conversation, weight), ALL_BINS)

    def examples(self, corpus, copies, train):
        functionals, affect, conversation, weight = [], [], [], []
        pooled = [[] for _ in self.encoders]
        for number, copy in enumerate(copies):
            parts, weights = parts_to_learn(copy, train)
            recordings = copy.parts[parts, 0]
            weight.append(weights)
            functionals.append(copy.functionals[parts])
            affect.append(corpus.affect[recordings])
            conversation += [f'{speaker}/{number}' for speaker in corpus.speaker[recordings]]
            for one, (encoder, inputs) in zip(pooled, self.encoders):
                one.append(encode_within(encoder, copy, inputs, parts))
        _, conversation = np.unique(conversation, return_inverse=True)
        return np.concatenate(functionals), [np.concatenate(one) for one in pooled], np.concatenate(affect), conversation, np.concatenate(weight)

    def standardised(self, functionals, pooled):
        parts = [clipped(functionals, self.mean, self.deviation)]
        parts += [clipped(*one) for one in zip(pooled, self.pooled_mean, self.pooled_deviation)]
        return np.concatenate(parts, 1).astype(float)

    def images(self, copy, parts):
        """Coordinates, log shares by the encoders, and mood (arousal, valence) of the part numbers `parts`."""
        encoded = [encode(encoder, copy, inputs, parts) for encoder, inputs in self.encoders]
        functionals = copy.functionals[parts]
        x = self.standardised(functionals, [pooled for pooled, _ in encoded])
        coordinates = np.concatenate([self.by_functionals.of(x[:, :functionals.shape[1]]), self.by_all.of(x)], 1)
        outputs = np.stack([out for _, out in encoded])
        count = len(AFFECTS)
        by_encoders = log_shares(only(np.mean([log_shares(only(one[:, :count], self.heard)) for one in outputs], 0), self.heard))
        novelty = self.usual.novelty_of(x[:, :functionals.shape[1]])
        return Images(coordinates, by_encoders, outputs[:, :, count:].mean(0), novelty)

    def space(self):
        """Means (affects × coordinates) and spread, of both kinds of coordinates side by side."""
        both = self.by_functionals, self.by_all
        means, spread = [one.means for one in both], [one.spread for one in both]
        return Space(np.concatenate(means, 1), np.concatenate(spread), self.heard)


@dataclass
class Images:
    coordinates: np.ndarray
    by_encoders: np.ndarray
    mood: np.ndarray
    novelty: np.ndarray

    def of(self, rows):
        return Images(self.coordinates[rows], self.by_encoders[rows], self.mood[rows], self.novelty[rows])


class Usual:
    """What functionals usually do together; see src/novelty.ts."""

    def __init__(self, functionals):
        size, directions = np.linalg.eigh(functionals.T @ functionals / len(functionals))
        self.directions = directions[:, -USUAL_DIRECTIONS:].T
        self.rest_square = size[:-USUAL_DIRECTIONS].sum()

    def novelty_of(self, functionals):
        rest = (functionals ** 2).sum(1) - ((functionals @ self.directions.T) ** 2).sum(1)
        return np.maximum(0, rest / self.rest_square - USUAL_REST) ** 2


@dataclass
class Space:
    means: np.ndarray
    spread: np.ndarray
    heard: np.ndarray


class Voice:
    """What is known of a voice; see src/speaker-baseline.ts."""

    def __init__(self, space, weight=0., offsets=None):
        self.space, self.weight = space, weight
        self.offsets = np.zeros(len(space.spread)) if offsets is None else offsets

    def hear(self, settings, image, seconds):
        """Takes in one image, in the affects that it seems to be in."""
        shares = shares_of(self.space, settings, image, self)[0]
        more = min(MOST_WEIGHT, seconds / STRETCH_S)
        kept = same_voice(settings, self, image)[0] ** min(1., more)
        kept = min(kept, MEMORY_S / STRETCH_S / (self.weight * kept + more))
        self.offsets = self.offsets * kept + more * (image.coordinates[0] - shares @ self.space.means)
        self.weight = self.weight * kept + more

    def faded(self, share):
        return Voice(self.space, self.weight * share, self.offsets * share)


def evidence_at(settings, images, voice):
    """Log likelihood of each image in each affect; what wasn't learnt explains nothing."""
    space = voice.space
    unknown = space.spread / (1 + voice.weight * space.spread)
    distance = images.coordinates[:, None] - space.means - voice.offsets * unknown
    return only(-.5 * settings.sharpness * (distance ** 2 / (1 + unknown) + np.log(1 + unknown)).sum(2), space.heard)


def same_voice(settings, voice, images):
    """How likely it is that each of `images` is of this voice and not of one that nothing is known of."""
    if voice.weight == 0:
        return np.ones(len(images.coordinates))
    known, unknown = (log_sum(evidence_at(settings, images, one))[:, 0] for one in (voice, Voice(voice.space)))
    return 1 / (1 + np.exp(-np.clip(SAME_VOICE_LOG_ODDS + known - unknown, -50, 50)))


def log_shares_of(space, settings, images, voice):
    """Log shares before calibration, and novelty: of any number of images of an unknown voice, or of one of a known one."""
    if voice.weight > 0:
        voice = voice.faded(same_voice(settings, voice, images)[0])
    by_coordinates = log_shares(evidence_at(settings, images, voice))
    both = log_shares(only(by_coordinates + settings.encoder_weight * np.maximum(images.by_encoders, -50), space.heard))
    return both, images.novelty


def calibrated(settings, logs, novelty):
    temperature = settings.temperature * (1 + settings.strangeness * novelty)
    return np.exp(log_shares(np.maximum(logs, -1e3) / temperature[:, None]))


def shares_of(space, settings, images, voice):
    return calibrated(settings, *log_shares_of(space, settings, images, voice))


def only(logits, heard):
    out = np.full_like(logits, -np.inf)
    out[:, heard] = logits[:, heard]
    return out


def log_shares(logits):
    return logits - log_sum(logits)


def log_sum(logits):
    highest = logits.max(1, keepdims=True)
    return highest + np.log(np.exp(logits - highest).sum(1, keepdims=True))


def standard(values):
    return values.mean(0), values.std(0) + 1e-5


def clipped(values, mean, deviation):
    return np.clip((values - mean) / deviation, -FURTHEST, FURTHEST)


def parts_to_learn(copy, train):
    """Part numbers of whole recordings and of windows of 1.5 s, and their weights: all windows of one count as much as the whole."""
    wholes, windows = copy.of_length(0, train), copy.of_length(150, train)
    windows = windows[copy.counts[copy.parts[windows, 0]] > 150]
    parts = np.concatenate([wholes, windows])
    parts = parts[copy.counts[copy.parts[parts, 0]] > SHORTEST]
    recordings, is_window = copy.parts[parts, 0], np.isin(parts, windows)
    windows_of = np.bincount(recordings[is_window], minlength=len(copy.counts))
    return parts, np.where(is_window, WINDOW_WEIGHT / np.maximum(1, windows_of[recordings]), 1.)


def load(path):
    saved = torch.load(path)
    encoder = Encoder()
    encoder.load_state_dict(saved['encoder'])
    inputs = Inputs.__new__(Inputs)
    inputs.mean, inputs.deviation = saved['mean'], saved['deviation']
    return encoder.eval(), inputs
