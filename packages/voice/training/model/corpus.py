"""What write-features.ts wrote, as arrays: recordings, their frames of speech and the functionals of their parts."""
import json
import numpy as np

AFFECTS = ['neutral', 'calm', 'happy', 'sad', 'angry', 'fearful', 'disgusted', 'surprised', 'bored']
TESTS = ['noise', 'room', 'telephone', 'opus']
# Longer speech isn't judged as a whole, frames of 10 ms.
LONGEST = 400


class Corpus:
    """The recordings of a folder. All arrays have one entry a recording."""

    def __init__(self, folder):
        self.folder = folder
        rows = json.load(open(f'{folder}/recordings.json'))
        self.corpus = np.array([row['corpus'] for row in rows])
        self.speaker = np.array([row['speaker'] for row in rows])
        self.sex = np.array([row['sex'] for row in rows])
        self.affect = np.array([AFFECTS.index(row['affect']) for row in rows])
        self.intensity = np.array([row['intensity'] for row in rows])
        self.count = len(rows)

    def classes_of(self, corpus):
        return np.unique(self.affect[self.corpus == corpus])


class Copy:
    """All recordings under one set of conditions. `parts`: rows of recording, first frame, frame after the last."""

    def __init__(self, folder, name):
        about = json.load(open(f'{folder}/copy-{name}.json'))
        self.counts = np.array(about['counts'])
        self.starts = np.concatenate([[0], np.cumsum(self.counts)])
        self.parts = np.array([(part['recording'], part['from'], part['to']) for part in about['parts']])
        self.frames = np.fromfile(f'{folder}/copy-{name}.frames.f32', np.float32).reshape(-1, about['frameColumns'])
        functionals = np.fromfile(f'{folder}/copy-{name}.functionals.f32', np.float32)
        self.functionals = np.nan_to_num(functionals.reshape(len(self.parts), -1))

    def part_rows(self, part):
        """Frames of part number `part`."""
        recording, first, end = self.parts[part]
        return self.frames[self.starts[recording] + first:self.starts[recording] + end]

    def of_length(self, frames, recordings):
        """Numbers of the windows of `frames` frames; a recording that is shorter than that has its whole. 0: wholes."""
        recording, first, end = self.parts.T
        is_whole = np.concatenate([[True], recording[1:] != recording[:-1]])
        chosen = is_whole if frames == 0 else np.where(self.counts[recording] <= frames, is_whole, end - first == frames)
        return np.where(chosen & recordings[recording])[0]


def unweighted_average_recall(truth, said):
    return float(np.mean([np.mean(said[truth == one] == one) for one in np.unique(truth)]))
