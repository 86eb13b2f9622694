"""Who is learnt from and who is heard: masks over the recordings."""
import numpy as np

FOLDS = 10


def folds_by_speaker(corpus):
    """A fold for each recording: one EmoDB speaker, and one or two RAVDESS actors, a fold."""
    fold = np.zeros(corpus.count, int)
    for name in np.unique(corpus.corpus):
        for i, speaker in enumerate(np.unique(corpus.speaker[corpus.corpus == name])):
            fold[corpus.speaker == speaker] = i % FOLDS
    return fold


def plans_of(corpus, kinds):
    """Name → (mask to learn from, mask to hear), of those that there are recordings for; what ships hears nobody."""
    fold = folds_by_speaker(corpus)
    everyone = np.ones(corpus.count, bool)
    emodb = corpus.corpus == 'emodb'
    plans = {}
    if 'both' in kinds:
        plans |= {f'both-{f}': (fold != f, fold == f) for f in range(FOLDS)}
    if 'emodb' in kinds:
        plans |= {f'emodb-{f}': (emodb & (fold != f), emodb & (fold == f)) for f in range(FOLDS)}
    if 'cross' in kinds:
        for name in np.unique(corpus.corpus):
            plans[f'cross-{name}'] = (corpus.corpus == name, corpus.corpus != name)
    plans = {name: (train, test) for name, (train, test) in plans.items() if train.any() and test.any()}
    if 'ship' in kinds:
        plans |= {'ship-full': (everyone, ~everyone), 'ship-open': (emodb, ~everyone)}
    return plans
