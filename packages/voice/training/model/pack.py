"""Packs a trained model for src/model-file.ts: norms folded into the weights before them, weights as 8-bit steps."""
import base64
import json

import numpy as np

from corpus import AFFECTS


def pack(model, space, settings, corpora, path):
    packed = {
        'corpora': sorted(corpora),
        'heard': [AFFECTS[affect] for affect in model.heard],
        'encoders': [packed_encoder(encoder, inputs) for encoder, inputs in model.encoders],
        'mean': rounded(np.concatenate([model.mean, *model.pooled_mean])),
        'deviation': rounded(np.concatenate([model.deviation, *model.pooled_deviation])),
        'byFunctionals': layer(model.by_functionals.projection),
        'byAll': layer(model.by_all.projection),
        'means': [rounded(space.means[affect]) for affect in model.heard],
        'spread': rounded(space.spread),
        'usual': {'directions': layer(model.usual.directions), 'restSquare': rounded([model.usual.rest_square])[0]},
    } | settings_of(settings)
    json.dump(packed, open(path, 'w'), separators=(',', ':'))
    return count_of(packed)


def settings_of(settings):
    """What isn't learnt."""
    return {'sharpness': settings.sharpness, 'encoderWeight': settings.encoder_weight,
            'calibration': {'temperature': round(settings.temperature, 4), 'strangeness': round(settings.strangeness, 4)}}


def packed_encoder(encoder, inputs):
    return {
        'mean': rounded(inputs.mean), 'deviation': rounded(inputs.deviation),
        'layers': [packed_layer(one) for one in encoder.layers],
        'head': packed_head(encoder.head),
    }


def packed_layer(one):
    norm = one.norm
    gain = numbers(norm.weight) / np.sqrt(numbers(norm.running_var) + norm.eps)
    # From output × channel × frame to output × (frame, channel).
    kernel = numbers(one.weight()).transpose(0, 2, 1)
    bias = (numbers(one.convolution.bias) - numbers(norm.running_mean)) * gain + numbers(norm.bias)
    return {'kernelFrames': kernel.shape[1], 'strideFrames': one.step,
            'kernel': layer(kernel.reshape(len(kernel), -1) * gain[:, None], bias)}


def packed_head(head):
    """What it says of an unknown voice: the inputs about a known one are 0."""
    deviation = np.sqrt(numbers(head.norm.running_var) + head.norm.eps)
    mean = numbers(head.norm.running_mean)

    def folded(linear):
        weights = numbers(linear.weight)[:, :head.size] / deviation
        return layer(weights, numbers(linear.bias) - weights @ mean)

    return {'direct': folded(head.direct), 'hidden': folded(head.hidden),
            'output': layer(numbers(head.output.weight), numbers(head.output.bias))}


def layer(weights, biases=None):
    biases = np.zeros(len(weights)) if biases is None else biases
    scales = np.maximum(np.abs(weights).max(1), 1e-12) / 127
    steps = np.round(weights / scales[:, None]).astype(np.int8)
    return {'weights': {'scales': rounded(scales), 'base64': base64.b64encode(steps.tobytes()).decode()},
            'biases': rounded(biases)}


def count_of(packed):
    """Number of parameters: every number in the file that was learnt."""
    if isinstance(packed, dict):
        if 'base64' in packed:
            return len(base64.b64decode(packed['base64'])) + len(packed['scales'])
        return sum(count_of(value) for value in packed.values())
    if isinstance(packed, list):
        return sum(count_of(value) for value in packed)
    return int(isinstance(packed, float))


def numbers(tensor):
    return tensor.detach().numpy().astype(float)


def rounded(values):
    return [float(f'{value:.6g}') for value in values]
