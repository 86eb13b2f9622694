"""Packs the models that ship: python3 ship.py FEATURES SEED OUT. Their encoders were trained by learn.py, kind `ship`."""
import os
import sys

import numpy as np
import torch

from corpus import Copy, Corpus
from hearing import Model, Settings
from learn import COPIES, encoders_of
from pack import pack
from plans import plans_of


def ship(folder, seed, out):
    corpus = Corpus(folder)
    copies = [Copy(folder, number) for number in range(COPIES)]
    os.makedirs(out, exist_ok=True)
    for name, (train, _) in plans_of(corpus, ['ship']).items():
        model = Model(corpus, copies, encoders_of(folder, name, seed), train)
        path = f"{out}/{name.removeprefix('ship-')}.model.json"
        parameters = pack(model, model.space(), Settings(), np.unique(corpus.corpus[train]), path)
        print(f'{path}: {parameters} parameters, {os.path.getsize(path) / 1e6:.2f} MB', flush=True)


if __name__ == '__main__':
    torch.set_num_threads(1)
    ship(sys.argv[1], int(sys.argv[2]), sys.argv[3])
