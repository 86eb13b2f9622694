"""Prints what MODEL_CARD.md quotes, from what hear.py kept: python3 report.py FEATURES SEED…

Every figure is of voices that the model in question didn't learn from; with several seeds, mean and spread over them.
"""
import os
import pickle
import sys
from collections import defaultdict

import numpy as np

from corpus import AFFECTS, TESTS, Corpus, unweighted_average_recall
from hearing import Settings, calibrated
from plans import plans_of
from simulate import any_moods, cold, one_mood, warm

HIGH, LOW = ['happy', 'angry', 'fearful', 'surprised'], ['neutral', 'calm', 'sad', 'bored']
FOUR = [AFFECTS.index(affect) for affect in ('angry', 'happy', 'neutral', 'sad')]
PART_OF = {'3 s windows': '300', '1.5 s windows': '150'}


class Figures(dict):
    """Figure → its values, one a seed."""

    def add(self, name, value):
        self.setdefault(name, []).append(value)

    def print(self):
        for name, values in self.items():
            spread = f' ± {np.std(values, ddof=1):.3f}' if len(values) > 1 else ''
            print(f'{name:64s} {np.mean(values):.3f}{spread}')


def figures_of(folder, seed, settings, figures):
    corpus = Corpus(folder)
    said = everything_said(corpus, folder, seed, ['both'], settings)
    for kind in ('cold', 'warm 20', 'warm 60', 'one mood'):
        for name in np.unique(corpus.corpus):
            one = told(corpus, said[kind, 'whole'], settings, name)
            title = f'{name}, whole recordings, {kind}'
            figures.add(f'{title}: UAR', one.uar())
            figures.add(f'{title}: UAR of all nine', one.uar_of_all())
            figures.add(f'{title}: UAR of the surest 70 %', one.uar(.7))
            figures.add(f'{title}: ECE', one.calibration_error())
            figures.add(f'{title}: arousal AUC', one.arousal_auc())
    for kind in ('cold', 'warm 60'):
        for title, part in PART_OF.items():
            for name in np.unique(corpus.corpus):
                one = told(corpus, said[kind, part], settings, name)
                figures.add(f'{name}, {title}, {kind}: UAR', one.uar())
                figures.add(f'{name}, {title}, {kind}: UAR of the surest 70 %', one.uar(.7))
                figures.add(f'{name}, {title}, {kind}: ECE', one.calibration_error())
        for condition in TESTS:
            for name in np.unique(corpus.corpus):
                loss = told(corpus, said[kind, 'whole'], settings, name).uar() - told(corpus, said[kind, condition], settings, name).uar()
                figures.add(f'{name}, {condition}, {kind}: loss of UAR', loss)
    across(corpus, folder, seed, settings, figures)
    said = everything_said(corpus, folder, seed, ['emodb'], settings, lengths=False)
    for kind in ('cold', 'warm 20', 'warm 60', 'one mood'):
        if (kind, 'whole') in said:
            one = told(corpus, said[kind, 'whole'], settings, 'emodb')
            figures.add(f'open model, emodb, {kind}: UAR', one.uar())
            figures.add(f'open model, emodb, {kind}: UAR of the surest 70 %', one.uar(.7))
            figures.add(f'open model, emodb, {kind}: ECE', one.calibration_error())


def across(corpus, folder, seed, settings, figures):
    for learnt in np.unique(corpus.corpus):
        said = everything_said(corpus, folder, seed, ['cross'], settings, only=f'cross-{learnt}', lengths=False)
        for kind in ('cold', 'warm 60'):
            if (kind, 'whole') not in said:
                continue
            other = [name for name in np.unique(corpus.corpus) if name != learnt][0]
            one = told(corpus, said[kind, 'whole'], settings, other)
            title = f'{learnt} → {other}, {kind}'
            figures.add(f'{title}: UAR of four', one.uar_of(FOUR))
            figures.add(f'{title}: arousal AUC', one.arousal_auc())
            shared = np.isin(corpus.affect[one.recording], corpus.classes_of(learnt))
            figures.add(f'{title}: ECE', one.calibration_error())
            figures.add(f'{title}: ECE of affects that were learnt', one.of(shared).calibration_error())


def everything_said(corpus, folder, seed, kinds, settings, only=None, lengths=True, past=None):
    """(kind, part) → all that was said of it, over the folds."""
    said = defaultdict(list)
    for name in plans_of(corpus, kinds):
        path = f'{folder}/heard/{name}.{seed}.pkl'
        if (only and name != only) or not os.path.exists(path):
            continue
        kept = pickle.load(open(path, 'rb'))
        space, heard = kept['space'], kept['heard']
        known = heard['whole']
        if past:
            said['past', 'whole'].append(warm(space, settings, known, known, corpus, past(known)))
            continue
        for part in heard if lengths else ['whole']:
            said['cold', part].append(cold(space, settings, heard[part]))
            of_past = heard[part] if part in TESTS else known
            said['warm 60', part].append(
                warm(space, settings, heard[part], of_past, corpus, any_moods(corpus, of_past, 60, seed)))
        said['warm 20', 'whole'].append(warm(space, settings, known, known, corpus, any_moods(corpus, known, 20, seed)))
        said['one mood', 'whole'].append(warm(space, settings, known, known, corpus, one_mood(corpus, known, seed)))
    return said


class Told:
    """Shares for a number of stretches, and what is true of them."""

    def __init__(self, corpus, recording, shares, mood):
        self.corpus, self.recording, self.shares, self.mood = corpus, recording, shares, mood
        self.truth = corpus.affect[recording]

    def of(self, rows):
        return Told(self.corpus, self.recording[rows], self.shares[rows], self.mood[rows])

    def uar_of_all(self):
        return unweighted_average_recall(self.truth, self.shares.argmax(1))

    def uar(self, surest=1.):
        """Among the affects that the corpus has; of the share `surest` of them."""
        return self.uar_of(np.unique(self.truth), surest)

    def uar_of(self, affects, surest=1.):
        rows = np.isin(self.truth, affects)
        shares = self.shares[rows][:, affects]
        shares = shares / np.maximum(shares.sum(1, keepdims=True), 1e-12)
        kept = np.argsort(-shares.max(1))[:round(surest * len(shares))]
        return unweighted_average_recall(self.truth[rows][kept], np.array(affects)[shares[kept].argmax(1)])

    def calibration_error(self, bins=15):
        """Of all affects that the model has, as it is used."""
        sure, right = self.shares.max(1), self.shares.argmax(1) == self.truth
        bin_of = np.minimum((sure * bins).astype(int), bins - 1)
        return float(sum(abs(right[bin_of == b].mean() - sure[bin_of == b].mean()) * (bin_of == b).mean()
                         for b in np.unique(bin_of)))

    def arousal_auc(self):
        name = np.array(AFFECTS)[self.truth]
        high, low = self.mood[np.isin(name, HIGH), 0], self.mood[np.isin(name, LOW), 0]
        return float((high[:, None] > low[None]).mean() + (high[:, None] == low[None]).mean() / 2)

    def at_floor(self, floor):
        sure = self.shares.max(1) >= floor
        return sure.mean(), (self.shares.argmax(1) == self.truth)[sure].mean()


def told(corpus, said, settings, name=None):
    recording = np.concatenate([one.recording for one in said])
    logs, novelty = np.concatenate([one.logs for one in said]), np.concatenate([one.novelty for one in said])
    mood = np.concatenate([one.mood for one in said])
    rows = corpus.corpus[recording] == name if name else np.ones(len(recording), bool)
    return Told(corpus, recording[rows], calibrated(settings, logs[rows], novelty[rows]), mood[rows])


if __name__ == '__main__':
    figures = Figures()
    for seed in sys.argv[2:]:
        figures_of(sys.argv[1], int(seed), Settings(), figures)
    figures.print()
