"""Trains one encoder on the recordings of some speakers. Seeded, one thread: the same folder gives the same weights."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from corpus import AFFECTS
from encoder import AROUSAL, INPUTS, LEAST_VARIANCE, MELS, VALENCE, Encoder, Inputs

EPOCHS, RATE, DECAY = 40, 3e-3, 2e-2
# A batch: so many utterances of so many voices, each voice under conditions of its own.
VOICES, UTTERANCES = 4, 8
SHORTEST, LONGEST = 120, 300
SMOOTHING = .1
# Log weight of an affect that a corpus doesn't have: being absent there says little about a voice.
ABSENT = -2.


class Targets:
    def __init__(self, corpus):
        scale = np.select([corpus.intensity == 'strong', corpus.intensity == 'normal'], [1., .7], .85).astype(np.float32)
        self.affect = torch.tensor(corpus.affect)
        self.mood = torch.tensor(np.stack([AROUSAL[corpus.affect] * scale, VALENCE[corpus.affect] * scale], 1))
        absent = np.full((corpus.count, len(AFFECTS)), ABSENT, np.float32)
        for name in np.unique(corpus.corpus):
            absent[np.ix_(corpus.corpus == name, corpus.classes_of(name))] = 0
        self.absent = torch.tensor(absent)

    def loss(self, outputs, recordings):
        logits = outputs[:, :len(AFFECTS)] + self.absent[recordings]
        by_affect = F.cross_entropy(logits, self.affect[recordings], label_smoothing=SMOOTHING)
        return by_affect + .5 * F.mse_loss(outputs[:, len(AFFECTS):], self.mood[recordings])


class Batches:
    """Draws batches from `copies`; the first of them, as recorded, more often."""

    def __init__(self, corpus, copies, inputs, train, random):
        self.copies = copies
        self.inputs = [torch.tensor(inputs(copy.frames)) for copy in copies]
        self.random = random
        self.affect = corpus.affect
        speakers = np.unique(corpus.speaker[train])
        self.members = [np.where(train & (corpus.speaker == speaker))[0] for speaker in speakers]

    def draw(self):
        pieces, recordings, voices = [], [], []
        longest = int(self.random.integers(SHORTEST, LONGEST + 1))
        drawn = self.random.choice(len(self.members), VOICES, replace=len(self.members) < VOICES)
        for turn, voice in enumerate(drawn):
            copy = 0 if self.random.random() < .3 else int(self.random.integers(len(self.copies)))
            tilt = self.tilt()
            pitch = self.random.normal(0, .1)
            mine = self.members[voice]
            for recording in self.random.choice(mine, min(UTTERANCES, len(mine)), replace=False):
                piece = self.piece(copy, recording, longest)
                if piece is None:
                    continue
                pieces.append(self.altered(piece, tilt, pitch))
                recordings.append(recording)
                voices.append(turn)
        x = torch.zeros(len(pieces), INPUTS, max(map(len, pieces)))
        for i, piece in enumerate(pieces):
            x[i, :, :len(piece)] = piece.T
        lengths = np.array([len(piece) for piece in pieces])
        return x, torch.tensor(lengths), np.array(recordings), self.heard(np.array(voices), np.array(recordings), lengths)

    def heard(self, voices, recordings, lengths):
        """Of which others each one's voice was heard before, seconds: any number, now and then in one mood throughout."""
        random, affect = self.random, self.affect[recordings]
        seconds = np.zeros((len(voices), len(voices)), np.float32)
        for i in range(len(voices)):
            others = np.where((voices == voices[i]) & (np.arange(len(voices)) != i))[0]
            mood = random.random()
            if mood < .15:
                others = others[affect[others] == affect[i]]
            elif mood < .22 and len(others):
                others = others[affect[others] == affect[random.choice(others)]]
            chosen = random.choice(others, random.integers(0, len(others) + 1), replace=False) if len(others) else others
            # A longer past is as much of the same.
            seconds[i, chosen] = lengths[chosen] / 100 * random.choice([1., 1., 2., 4.])
        return torch.tensor(seconds)

    def tilt(self):
        """A smooth change of the spectrum, as microphones differ by."""
        band = torch.linspace(-1, 1, MELS)
        a, b, c = self.random.normal(0, .1, 3)
        return (a * band + b * (band * band - .33) + c * torch.sin(3 * band)).float()

    def piece(self, copy, recording, longest):
        count = self.copies[copy].counts[recording]
        if count < 20:
            return None
        length = min(count, longest)
        first = self.copies[copy].starts[recording] + self.random.integers(0, count - length + 1)
        return self.inputs[copy][first:first + length].clone()

    def altered(self, piece, tilt, pitch):
        if len(piece) > 60 and self.random.random() < .3:
            width = int(self.random.integers(5, 30))
            at = int(self.random.integers(0, len(piece) - width))
            piece = torch.cat([piece[:at], piece[at + width:]])
        piece[:, :MELS] += tilt
        piece[:, MELS + 2] += pitch * piece[:, MELS]
        if self.random.random() < .3:
            width = int(self.random.integers(2, 8))
            at = int(self.random.integers(0, MELS - width))
            piece[:, at:at + width] = piece[:, at:at + width].mean(1, keepdim=True)
        if self.random.random() < .3:
            piece[:, MELS + 2 + self.random.choice(INPUTS - MELS - 2, 3, replace=False)] = 0
        return piece


def fit_encoder(corpus, copies, inputs, train, seed, epochs=EPOCHS):
    """`train`: a mask over the recordings."""
    random = np.random.default_rng(seed)
    torch.manual_seed(seed)
    encoder = Encoder()
    targets = Targets(corpus)
    batches = Batches(corpus, copies, inputs, train, random)
    steps = int(epochs * train.sum() / (VOICES * UTTERANCES))
    optimiser = torch.optim.AdamW(encoder.parameters(), RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=.15)
    encoder.train()
    for _ in range(steps):
        x, lengths, recordings, heard_s = batches.draw()
        unknown, known = encoder.head(encoder.pooled(x, lengths, drop=.1), heard_s)
        loss = targets.loss(unknown, recordings) + targets.loss(known, recordings)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(encoder.parameters(), 2.)
        optimiser.step()
        schedule.step()
    return encoder.eval()


def encode(encoder, copy, inputs, parts):
    """Pooled units, and what the head says of an unknown voice, for the part numbers `parts` of `copy`."""
    pooled = []
    with torch.no_grad():
        for at in range(0, len(parts), 32):
            pieces = [torch.tensor(inputs(copy.part_rows(part))) for part in parts[at:at + 32]]
            x = torch.zeros(len(pieces), INPUTS, max(map(len, pieces)))
            for i, piece in enumerate(pieces):
                x[i, :, :len(piece)] = piece.T
            pooled.append(encoder.pooled(x, torch.tensor([len(piece) for piece in pieces])))
        pooled = torch.cat(pooled)
        return pooled.numpy(), encoder.head(pooled).numpy()


def encode_within(encoder, copy, inputs, parts):
    """Pooled units of the part numbers `parts`, as in live use: each recording is heard once, whatever came before a part too."""
    recordings, firsts, ends = copy.parts[parts].T
    pooled = np.empty((len(parts), encoder.head.size), np.float32)
    every = encoder.frames_per_step
    heard = np.unique(recordings)
    longest = np.array([ends[recordings == recording].max() for recording in heard])
    order = np.argsort(longest)
    with torch.no_grad():
        for batch in np.array_split(order, -(-len(order) // 32)):
            x = torch.zeros(len(batch), INPUTS, int(longest[batch].max()))
            for i, one in enumerate(batch):
                start = copy.starts[heard[one]]
                x[i, :, :longest[one]] = torch.tensor(inputs(copy.frames[start:start + longest[one]])).T
            for recording, units in zip(heard[batch], encoder.steps(x).numpy()):
                for row in np.where(recordings == recording)[0]:
                    part = units[:, -(-firsts[row] // every):-(-ends[row] // every)]
                    pooled[row] = np.concatenate([part.mean(1), np.sqrt(part.var(1) + LEAST_VARIANCE)])
    return pooled
