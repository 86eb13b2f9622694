"""Fits the detector of speech to what dump-activity.ts wrote, and packs its weights for the TypeScript code.

    python3 fit-activity.py FOLDER OUT.json

A GRU (Cho et al., EMNLP 2014) over the frames; its answer at a frame is about the frame `DELAY` before. Seeded.
"""
import base64, json, sys, time
import numpy as np, torch
from torch import nn

HIDDEN, DELAY, CHUNK, BATCH, EPOCHS, SEED = 24, 4, 800, 64, 30, 7
INPUTS = 33

def load(folder):
    lengths = [stream['frames'] for stream in json.load(open(f'{folder}/streams.json'))]
    x = np.fromfile(f'{folder}/features.f32', np.float32).reshape(-1, INPUTS)
    y = np.fromfile(f'{folder}/labels.u8', np.uint8)
    ends = np.cumsum(lengths)
    return [(x[e - n:e], y[e - n:e]) for n, e in zip(lengths, ends)]

class Detector(nn.Module):
    def __init__(self, mean, deviation):
        super().__init__()
        self.register_buffer('mean', mean)
        self.register_buffer('deviation', deviation)
        self.gru = nn.GRU(INPUTS, HIDDEN, batch_first=True)
        self.out = nn.Linear(HIDDEN, 1)

    def forward(self, x):
        return self.out(self.gru((x - self.mean) / self.deviation)[0])[..., 0]

def chunks(streams, random):
    """Pieces of CHUNK frames from anywhere in the streams, each with its labels DELAY frames late; -1: don't care."""
    xs, ys = [], []
    for x, y in streams:
        late = np.concatenate([np.full(DELAY, -1.0), y[:len(y) - DELAY]]).astype(np.float32)
        start = random.integers(-CHUNK // 2, 1) if len(x) > CHUNK else 0
        for at in range(start, len(x) - 200, CHUNK):
            piece, truth = x[max(0, at):at + CHUNK], late[max(0, at):at + CHUNK]
            if at > 0: truth = np.concatenate([np.full(10, -1, np.float32), truth[10:]])
            missing = CHUNK - len(piece)
            xs.append(np.pad(piece, ((0, missing), (0, 0)), 'edge'))
            ys.append(np.pad(truth, (0, missing), constant_values=-1))
    return np.stack(xs), np.stack(ys)

def fit(streams):
    random = np.random.default_rng(SEED)
    torch.manual_seed(SEED)
    sample = np.concatenate([x[::7] for x, _ in streams])
    model = Detector(torch.tensor(sample.mean(0)), torch.tensor(sample.std(0) + 1e-3))
    optimiser = torch.optim.AdamW(model.parameters(), 6e-3, weight_decay=1e-3)
    steps = None
    for epoch in range(EPOCHS):
        xs, ys = chunks(streams, random)
        order = random.permutation(len(xs))
        if steps is None:
            steps = EPOCHS * (len(xs) // BATCH + 3)
            schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 8e-3, total_steps=steps, pct_start=0.15)
        total, began = 0, time.time()
        for at in range(0, len(order) - BATCH + 1, BATCH):
            pick = order[at:at + BATCH]
            x, y = torch.tensor(xs[pick]), torch.tensor(ys[pick])
            loss = nn.functional.binary_cross_entropy_with_logits(model(x), y.clamp(0, 1), (y >= 0).float())
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f'epoch {epoch + 1}: loss {total / (len(order) // BATCH):.4f}, {time.time() - began:.0f} s', flush=True)
    return model

def packed(matrix):
    """Rows as 8-bit steps of a scale each."""
    scales = np.abs(matrix).max(1) / 127
    steps = np.round(matrix / scales[:, None]).astype(np.int8)
    return {'scales': [float(f'{s:.6g}') for s in scales], 'base64': base64.b64encode(steps.tobytes()).decode()}

def rounded(values):
    return [float(f'{v:.6g}') for v in values]

def pack(model):
    """Torch stands its gates in the order reset, update, new."""
    g = model.gru
    return {
        'delayFrames': DELAY,
        'mean': rounded(model.mean.numpy()), 'deviation': rounded(model.deviation.numpy()),
        'inputWeights': packed(g.weight_ih_l0.detach().numpy()), 'inputBiases': rounded(g.bias_ih_l0.detach().numpy()),
        'stateWeights': packed(g.weight_hh_l0.detach().numpy()), 'stateBiases': rounded(g.bias_hh_l0.detach().numpy()),
        'outputWeights': rounded(model.out.weight.detach().numpy()[0]), 'outputBias': rounded(model.out.bias.detach().numpy())[0],
    }

if __name__ == '__main__':
    folder, out = sys.argv[1:3]
    torch.set_num_threads(1)
    model = fit(load(folder))
    torch.save(model.state_dict(), f'{folder}/detector.pt')
    json.dump(pack(model), open(out, 'w'))
