"""Conversations made of recordings that a model doesn't know, and what it says in them."""
import numpy as np

from hearing import Voice, log_shares_of


class Said:
    """What was said of each stretch: log shares before calibration, novelty, and mood."""

    def __init__(self, recording, logs, novelty, mood):
        self.recording, self.logs, self.novelty, self.mood = recording, logs, novelty, mood


def cold(space, settings, part):
    logs, novelty = log_shares_of(space, settings, part['images'], Voice(space))
    return Said(part['recording'], logs, novelty, part['images'].mood)


def warm(space, settings, part, known, corpus, past_of):
    """`past_of(recording)`: recordings of the same voice, in the order heard; `known`: where they are found."""
    at = {recording: row for row, recording in enumerate(known['recording'])}
    logs, novelty = np.empty_like(part['images'].by_encoders), np.empty(len(part['recording']))
    voices = {}
    for row, recording in enumerate(part['recording']):
        if recording not in voices:
            voice = voices[recording] = Voice(space)
            for past in past_of(recording):
                image = known['images'].of([at[past]])
                voice.hear(settings, image, known['seconds'][at[past]])
        logs[row:row + 1], novelty[row:row + 1] = log_shares_of(
            space, settings, part['images'].of([row]), voices[recording])
    return Said(part['recording'], logs, novelty, part['images'].mood)


def any_moods(corpus, known, seconds, seed):
    """At random, until they are of `seconds` of speech."""
    order = np.random.default_rng(seed)
    return lambda recording: drawn(known, others_of(corpus, known, recording), seconds, order)


def one_mood(corpus, known, seed):
    """All that there is of the voice in the affect that is to be told."""
    order = np.random.default_rng(seed)

    def past_of(recording):
        others = others_of(corpus, known, recording)
        return order.permutation(others[corpus.affect[others] == corpus.affect[recording]])

    return past_of


def drawn(known, recordings, seconds, order):
    """Some of `recordings`, in random order, until they are of `seconds` of speech."""
    lasts = dict(zip(known['recording'], known['seconds']))
    past, total = [], 0.
    for one in order.permutation(recordings):
        if total >= seconds:
            break
        past.append(one)
        total += lasts[one]
    return past


def others_of(corpus, known, recording):
    everyone = known['recording']
    return everyone[(corpus.speaker[everyone] == corpus.speaker[recording]) & (everyone != recording)]


def another_voice(corpus, known, seconds, own_seconds, seed):
    """Another voice for `seconds` of speech, then the own one for `own_seconds`."""
    order = np.random.default_rng(seed)

    def past_of(recording):
        everyone = known['recording']
        strangers = np.unique(corpus.speaker[everyone[corpus.speaker[everyone] != corpus.speaker[recording]]])
        stranger = everyone[corpus.speaker[everyone] == order.choice(strangers)]
        own = drawn(known, others_of(corpus, known, recording), own_seconds, order)
        return drawn(known, stranger, seconds, order) + own

    return past_of
