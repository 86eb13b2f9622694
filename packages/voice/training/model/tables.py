"""Prints the tables of MODEL_CARD.md for one seed: confusions, sexes, floors, and a voice that another one takes over from:
python3 tables.py FEATURES SEED
"""
import sys

import numpy as np

from corpus import AFFECTS, Corpus
from hearing import Settings
from report import everything_said, told
from simulate import another_voice

FLOORS = [.3, .35, .4, .45, .5, .6, .7]


def tables_of(folder, seed):
    corpus, settings = Corpus(folder), Settings()
    said = everything_said(corpus, folder, seed, ['both'], settings)
    for kind in ('cold', 'warm 60'):
        for name in np.unique(corpus.corpus):
            one = told(corpus, said[kind, 'whole'], settings, name)
            print(f'\n{name}, {kind}')
            confusion(one)
            for sex in ('f', 'm'):
                print(f"sex {sex}: UAR {one.of(corpus.sex[one.recording] == sex).uar():.3f}")
            by_speaker = [one.of(corpus.speaker[one.recording] == speaker).uar() for speaker in np.unique(corpus.speaker[one.recording])]
            print(f'single speakers: UAR {min(by_speaker):.3f} to {max(by_speaker):.3f}')
            windows = told(corpus, said[kind, '300'], settings, name)
            for floor in FLOORS:
                kept, right = windows.at_floor(floor)
                print(f'3 s windows at a floor of {floor}: {kept:.3f} of them, right in {right:.3f}')
    for own in (0, 20):
        other = everything_said(corpus, folder, seed, ['both'], settings, lengths=False,
                                past=lambda known: another_voice(corpus, known, 60, own, seed))
        for name in np.unique(corpus.corpus):
            one = told(corpus, other['past', 'whole'], settings, name)
            print(f'{name}, after 60 s of another voice and {own} s of its own: UAR {one.uar():.3f}')


def confusion(one):
    said = one.shares.argmax(1)
    columns = np.union1d(said, one.truth)
    print('| | ' + ' | '.join(AFFECTS[affect] for affect in columns) + ' |')
    for truth in np.unique(one.truth):
        counts = [np.sum((one.truth == truth) & (said == affect)) for affect in columns]
        print(f'| {AFFECTS[truth]} | ' + ' | '.join(str(count) if count else '' for count in counts) + ' |')


if __name__ == '__main__':
    tables_of(sys.argv[1], int(sys.argv[2]))
