"""What is affect and what is voice in a vector of measures: a two-covariance model, and its few dimensions that matter.

A vector is the mean of its affect, plus what its voice (and microphone, and room) adds to all vectors of a conversation, plus
chance (two-covariance PLDA: Brümmer & de Villiers, Odyssey 2010, after Prince & Elder, ICCV 2007). In coordinates where chance
has the variance 1 and voices differ independently, by `spread` in each, hearing more of a voice is arithmetic on single numbers.
"""
import numpy as np

AFFECT_COUNT = 9
CHANCE_SHRINKAGE, VOICE_SHRINKAGE = .15, .1


class Coordinates:
    """`projection`: coordinates × measures; `means`: affects × coordinates; `spread`: variance of voices in each."""

    def __init__(self, projection, means, spread):
        self.projection, self.means, self.spread = projection, means, spread

    def of(self, x):
        return x @ self.projection.T


def fit_coordinates(x, affect, conversation, weight=None):
    """`x`: standardised; `conversation`: a number for each voice under each conditions."""
    weight = np.ones(len(x)) if weight is None else weight
    means, offsets = two_way_means(x, affect, conversation, weight)
    chance = x - means[affect] - offsets[conversation]
    of_chance = (chance * weight[:, None]).T @ chance / weight.sum()
    counts = np.bincount(conversation, weight)
    known = offsets[counts > 2]
    of_voices = known.T @ known / len(known) - of_chance * np.mean(1 / counts[counts > 2])
    return diagonal(shrunk(of_chance, CHANCE_SHRINKAGE), shrunk(of_voices, VOICE_SHRINKAGE), means)


def two_way_means(x, affect, conversation, weight):
    """Means of the affects, and what each conversation adds to them. Works on sums over all that is alike in both."""
    count = conversation.max() + 1
    cell = conversation * AFFECT_COUNT + affect
    order = np.argsort(cell, kind='stable')
    present, first = np.unique(cell[order], return_index=True)
    sums = np.zeros((count * AFFECT_COUNT, x.shape[1]))
    sums[present] = np.add.reduceat(x[order] * weight[order, None], first)
    sums = sums.reshape(count, AFFECT_COUNT, -1)
    weights = np.bincount(cell, weight, count * AFFECT_COUNT).reshape(count, AFFECT_COUNT)
    means = np.zeros((AFFECT_COUNT, x.shape[1]))
    for _ in range(12):
        offsets = (sums.sum(1) - weights @ means) / np.maximum(weights.sum(1), 1e-9)[:, None]
        offsets -= offsets.mean(0)
        means = (sums.sum(0) - weights.T @ offsets) / np.maximum(weights.sum(0), 1e-9)[:, None]
    return means, offsets


def shrunk(covariance, share):
    size = len(covariance)
    return (1 - share) * covariance + share * np.trace(covariance) / size * np.eye(size)


def diagonal(of_chance, of_voices, means):
    whiten = np.linalg.inv(np.linalg.cholesky(of_chance))
    spread, turn = np.linalg.eigh(whiten @ of_voices @ whiten.T)
    projection = turn.T @ whiten
    return Coordinates(projection, means @ projection.T, np.maximum(spread, 1e-6))


def reduced(coordinates, bins):
    """The same judgements, nearly, in a tenth of the coordinates: only directions in which affects differ are kept.

    Coordinates in which voices differ about equally are pooled, in so many `bins`: there one direction for each affect but one is enough.
    """
    order = np.argsort(coordinates.spread)
    heard = [affect for affect in range(AFFECT_COUNT) if np.abs(coordinates.means[affect]).sum() > 0]
    # Bins of equal weight in telling affects apart.
    energy = np.cumsum(coordinates.means[heard].var(0)[order] / (1 + coordinates.spread[order]) ** .5)
    which = np.minimum((energy / energy[-1] * bins).astype(int), bins - 1)
    rows, means, spreads = [], [], []
    for one in range(bins):
        members = order[which == one]
        if len(members) == 0:
            continue
        centred = coordinates.means[heard][:, members] - coordinates.means[heard][:, members].mean(0)
        _, size, directions = np.linalg.svd(centred, full_matrices=False)
        for strength, direction in zip(size, directions):
            if strength < 1e-6:
                continue
            rows.append(direction @ coordinates.projection[members])
            means.append(coordinates.means[:, members] @ direction)
            spreads.append(direction ** 2 @ coordinates.spread[members])
    return Coordinates(np.stack(rows), np.stack(means, 1), np.array(spreads))
