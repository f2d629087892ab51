"""Convolutions and poolings as PyTorch computes them, with their gradients: python3 references.py > references.json"""
import json

import torch
import torch.nn.functional as F

torch.manual_seed(7)
torch.set_default_dtype(torch.float64)


def case(name, function, options, *shapes):
    inputs = [torch.randint(-40, 41, shape).double().div(16).requires_grad_() for shape in shapes]
    value = function(*inputs)
    adjoint = torch.randint(-40, 41, value.shape).double().div(16)
    (value * adjoint).sum().backward()
    return {
        "name": name,
        "options": options,
        "inputs": [{"shape": list(x.shape), "data": x.detach().flatten().tolist()} for x in inputs],
        "value": {"shape": list(value.shape), "data": value.detach().flatten().tolist()},
        "adjoint": {"shape": list(value.shape), "data": adjoint.flatten().tolist()},
        "gradients": [x.grad.flatten().tolist() for x in inputs],
    }


def convolution(x, w, b, stride, padding):
    return case(
        "conv2d",
        lambda x, w, b: F.conv2d(x, w, b, stride=stride, padding=padding),
        {"stride": stride, "padding": padding},
        x, w, b,
    )


def pooling(name, function, x, size, stride):
    return case(name, lambda x: function(x, size, stride), {"size": size, "stride": stride}, x)


print(json.dumps([
    convolution([1, 3, 3], [1, 1, 2, 2], [1], 1, 0),
    convolution([3, 6, 7], [5, 3, 3, 3], [5], 1, 1),
    convolution([2, 7, 7], [4, 2, 3, 2], [4], 2, 0),
    convolution([2, 2, 5, 6], [6, 2, 3, 3], [6], 2, 1),
    convolution([3, 1, 4, 4], [1, 1, 4, 4], [1], 3, 2),
    convolution([2, 3, 3], [4, 2, 1, 1], [4], 1, 3),
    pooling("max_pool2d", F.max_pool2d, [2, 4, 6], 2, 2),
    pooling("max_pool2d", F.max_pool2d, [2, 3, 5, 5], 3, 1),
    pooling("max_pool2d", F.max_pool2d, [1, 7, 6], 2, 3),
    pooling("avg_pool2d", F.avg_pool2d, [2, 4, 6], 2, 2),
    pooling("avg_pool2d", F.avg_pool2d, [2, 3, 5, 5], 3, 1),
    pooling("avg_pool2d", F.avg_pool2d, [1, 7, 6], 2, 3),
]))
