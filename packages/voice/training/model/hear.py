"""Lets the trained encoders of all plans hear the voices that they don't know, and keeps what they made of them in
FEATURES/heard: python3 hear.py FEATURES SEED KIND…
"""
import json
import os
import pickle
import sys
import time

import numpy as np
import torch

from corpus import TESTS, Copy, Corpus
from hearing import Model, Settings
from learn import COPIES, encoders_of
from pack import pack, settings_of
from plans import plans_of

# Whole recordings up to 4 s of speech, and windows, frames.
WHOLE, LENGTHS = 0, [300, 150]


def hear(folder, seed, kinds):
    corpus = Corpus(folder)
    copies = [Copy(folder, number) for number in range(COPIES)]
    tests = {name: Copy(folder, name) for name in TESTS}
    os.makedirs(f'{folder}/heard', exist_ok=True)
    for name, (train, test) in plans_of(corpus, kinds).items():
        saved, path = encoders_of(folder, name, seed), f'{folder}/heard/{name}.{seed}.pkl'
        if os.path.exists(path):
            renew_settings(f'{folder}/heard/{name}.{seed}.model.json')
        if os.path.exists(path) or not all(map(os.path.exists, saved)):
            continue
        began = time.time()
        model = Model(corpus, copies, saved, train)
        heard = {'whole': images(model, copies[0], WHOLE, test)}
        heard |= {f'{length}': images(model, copies[0], length, test) for length in LENGTHS}
        heard |= {condition: images(model, copy, WHOLE, test) for condition, copy in tests.items()}
        pickle.dump({'space': model.space(), 'heard': heard}, open(path, 'wb'))
        if name.startswith('both'):
            keep_for_events(model, corpus, train, test, f'{folder}/heard/{name}.{seed}')
        print(f'{name}, seed {seed}: {time.time() - began:.0f} s', flush=True)


def keep_for_events(model, corpus, train, test, path):
    """The model as it would ship, and whom it doesn't know: what the server makes of it is measured there."""
    pack(model, model.space(), Settings(), np.unique(corpus.corpus[train]), f'{path}.model.json')
    json.dump(sorted(set(corpus.speaker[test])), open(f'{path}.speakers.json', 'w'))


def renew_settings(path):
    """What was kept for events before the settings were changed goes on with those of now."""
    if os.path.exists(path):
        kept = json.load(open(path))
        json.dump(kept | settings_of(Settings()), open(path, 'w'), separators=(',', ':'))


def images(model, copy, length, test):
    parts = copy.of_length(length, test)
    rows = copy.parts[parts]
    return {'recording': rows[:, 0], 'seconds': (rows[:, 2] - rows[:, 1]) / 100, 'images': model.images(copy, parts)}


if __name__ == '__main__':
    torch.set_num_threads(1)
    hear(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
