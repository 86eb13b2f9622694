"""A small network along the frames of speech: causal convolutions, then mean and spread of each unit over a stretch.

Inputs of a frame, as src/frame-encoder.ts orders them: the mel bands in 10 dB, whether it is voiced,
the gap before it, and the other measures standardised, those that only a voice has being 0 elsewhere.
"""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from corpus import AFFECTS

MEL_FROM, MELS = 35, 40
MEASURES = list(range(3, 22))
# F0, jitter, shimmer and the harmonics' differences mean something in voiced frames only.
VOICED_ONLY = [3, 6, 7, 19, 20, 21]
INPUTS = MELS + 2 + len(MEASURES)
# Units, frames of the kernel, step.
LAYERS = [(128, 5, 2), (160, 3, 2), (160, 3, 1)]
HIDDEN = 64
LEAST_VARIANCE = 1e-4

# Our own placing on the circumplex, in the order that Russell & Mehrabian (J. Research in Personality 11, 1977) describe.
AROUSAL = np.array([0, -.6, .6, -.4, .8, .7, .2, .7, -.7], np.float32)
VALENCE = np.array([0, .5, .8, -.6, -.7, -.7, -.7, .3, -.3], np.float32)


class Inputs:
    """Frames to inputs of the network; mean and spread are those of `rows`."""

    def __init__(self, rows):
        voiced = rows[rows[:, 1] > 0]
        pick = lambda column: voiced[:, column] if column in VOICED_ONLY else rows[:, column]
        self.mean = np.array([pick(c).mean() for c in MEASURES], np.float32)
        self.deviation = np.array([pick(c).std() + 1e-6 for c in MEASURES], np.float32)

    def __call__(self, rows):
        measures = np.clip((rows[:, MEASURES] - self.mean) / self.deviation, -4, 4)
        voiced = rows[:, 1:2]
        for i, column in enumerate(MEASURES):
            if column in VOICED_ONLY:
                measures[:, i] *= voiced[:, 0]
        gap = np.minimum(rows[:, 2:3], 30) / 15
        mel = rows[:, MEL_FROM:MEL_FROM + MELS] * .1
        return np.nan_to_num(np.concatenate([mel, voiced, gap, measures], 1)).astype(np.float32)


class Layer(nn.Module):
    """The first layer's weights on the mel bands sum to 0, so that nothing changes when the voice is only louder."""

    def __init__(self, inputs, units, frames, step, is_first):
        super().__init__()
        self.convolution = nn.Conv1d(inputs, units, frames, step)
        self.norm = nn.BatchNorm1d(units)
        self.is_first, self.before, self.step = is_first, frames - 1, step

    def weight(self):
        weight = self.convolution.weight
        if not self.is_first:
            return weight
        mel, rest = weight[:, :MELS], weight[:, MELS:]
        return torch.cat([mel - mel.mean((1, 2), keepdim=True), rest], 1)

    def forward(self, x):
        x = F.pad(x, (self.before, 0), mode='replicate') if self.is_first else F.pad(x, (self.before, 0))
        return F.relu(self.norm(F.conv1d(x, self.weight(), self.convolution.bias, self.step)))


class Encoder(nn.Module):
    """Inputs (batch × INPUTS × frames) with `lengths` in frames, to mean and spread of each unit."""

    def __init__(self, layers=LAYERS):
        super().__init__()
        widths = [INPUTS] + [units for units, _, _ in layers]
        self.layers = nn.ModuleList(
            Layer(widths[i], units, frames, step, i == 0) for i, (units, frames, step) in enumerate(layers))
        self.frames_per_step = int(np.prod([step for _, _, step in layers]))
        self.head = Head(2 * widths[-1])

    def steps(self, x, drop=0.):
        """Units at every `frames_per_step` frames, from the first on: batch × units × steps."""
        for i, layer in enumerate(self.layers):
            x = layer(x)
            if self.training and drop and i < len(self.layers) - 1:
                x = x * F.dropout(torch.ones(x.shape[0], x.shape[1], 1), drop)
        return x

    def pooled(self, x, lengths, drop=0.):
        x = self.steps(x, drop)
        steps = (torch.div(lengths - 1, self.frames_per_step, rounding_mode='floor') + 1).clamp(max=x.shape[2])
        mask = (torch.arange(x.shape[2])[None] < steps[:, None]).float()[:, None]
        mean = (x * mask).sum(2) / steps[:, None]
        variance = (((x - mean[..., None]) * mask) ** 2).sum(2) / steps[:, None]
        return torch.cat([mean, (variance + LEAST_VARIANCE).sqrt()], 1)


class Head(nn.Module):
    """Logits of the affects, arousal and valence: straight from the pooled units and through one hidden layer, added up.

    Beside the units it hears, where a voice is known, how they differ from what is usual for it, and in which affects it was
    heard. Only what it says of an unknown voice is used later: the rest makes the encoder learn what stands out from a voice.
    """

    def __init__(self, size, dropout=.3, prior_s=6.):
        super().__init__()
        self.size, self.dropout, self.prior_s = size, dropout, prior_s
        self.norm = nn.BatchNorm1d(size, affine=False)
        inputs = 2 * size + 1 + len(AFFECTS)
        self.direct = nn.Linear(inputs, len(AFFECTS) + 2)
        self.hidden = nn.Linear(inputs, HIDDEN)
        self.output = nn.Linear(HIDDEN, len(AFFECTS) + 2)
        nn.init.zeros_(self.direct.weight)

    def outputs(self, z, usual, trust, shares):
        trust = trust[:, None]
        x = torch.cat([z, (z - usual) * trust, trust, shares * trust], 1)
        x = F.dropout(x, self.dropout, self.training)
        hidden = F.dropout(F.relu(self.hidden(x)), self.dropout, self.training)
        return self.direct(x) + self.output(hidden)

    def unknown(self, z):
        nothing = torch.zeros(len(z))
        return self.outputs(z, torch.zeros_like(z), nothing, torch.zeros(len(z), len(AFFECTS)))

    def forward(self, pooled, heard_s=None):
        """`heard_s`: batch × batch, how many seconds of which the voice of each was heard in; without, of unknown voices."""
        z = self.norm(pooled)
        unknown = self.unknown(z)
        if heard_s is None:
            return unknown
        total = heard_s.sum(1)
        share = heard_s / total.clamp(min=1e-6)[:, None]
        shares = share @ torch.softmax(unknown[:, :len(AFFECTS)], 1).detach()
        return unknown, self.outputs(z, share @ z, total / (total + self.prior_s), shares)
