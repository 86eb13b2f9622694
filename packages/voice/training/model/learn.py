"""Trains the encoders of all plans and keeps them in FEATURES/encoders: python3 learn.py FEATURES SEED KIND…

What is there already isn't trained again.
"""
import os
import sys
import time

import numpy as np
import torch

from corpus import Copy, Corpus
from encoder import Inputs
from fit_encoder import fit_encoder
from plans import plans_of

# Encoders learn from the first so many copies, those before `firstHarderCopy` (write-features.ts): the others made them no better, and half
# as slow again. What they and the functionals say together is learnt from all.
ENCODER_COPIES, COPIES = 8, 16
# So many encoders, each begun from other random numbers, hear together in one model.
ENCODERS = 2


def learn(folder, seed, kinds):
    corpus = Corpus(folder)
    copies = [Copy(folder, number) for number in range(ENCODER_COPIES)]
    os.makedirs(f'{folder}/encoders', exist_ok=True)
    for name, (train, _) in plans_of(corpus, kinds).items():
        for number, path in enumerate(encoders_of(folder, name, seed)):
            if os.path.exists(path):
                continue
            began = time.time()
            inputs = inputs_for(copies[0], train)
            encoder = fit_encoder(corpus, copies, inputs, train, ENCODERS * seed + number)
            torch.save({'encoder': encoder.state_dict(), 'mean': inputs.mean, 'deviation': inputs.deviation}, path)
            print(f'{name}, seed {seed}, encoder {number}: {time.time() - began:.0f} s', flush=True)


def encoders_of(folder, name, seed):
    """Where the encoders of one plan are kept."""
    return [f'{folder}/encoders/{name}.{seed}.{number}.pt' for number in range(ENCODERS)]


def inputs_for(copy, train):
    rows = [copy.frames[copy.starts[i]:copy.starts[i + 1]] for i in np.where(train)[0]]
    return Inputs(np.concatenate(rows))


if __name__ == '__main__':
    torch.set_num_threads(1)
    learn(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
