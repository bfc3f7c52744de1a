#!/usr/bin/env python3
"""Times a training step of the compact network in PyTorch: the twin of BenchmarkStep in core/train.

Batch 4 at 128x128: both encodings, SCT, modulated decoder with a skip, encoding of the result, content + 10 style + 5 CCPL,
gradients and Adam, with the network's own encoder as loss network. Arguments: number of threads, steps to time.
"""
import statistics
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

WIDTHS, HIDDEN, RANK, MODULATION = [16, 32, 64, 128], {'art': [64, 48], 'photo': [48]}, 32, 192
BATCH, SIZE, ANCHORS, TAU = 4, 128, 8, 0.07


def conv3(i, o):
    return nn.Conv2d(i, o, 3, padding=1, padding_mode='reflect')


def moments(x):
    std, mean = torch.std_mean(x, dim=(2, 3), unbiased=True, keepdim=True)
    return mean, torch.sqrt(std * std + 1e-5)


class Encoder(nn.Module):
    def __init__(self, layers):
        super().__init__()
        sides = [[(3, 16)], [(16, 16), 'pool', (16, 32)], [(32, 32), 'pool', (32, 64)], [(64, 64)] * 3 + ['pool', (64, 128)]]
        self.blocks = nn.ModuleList()
        for block in sides[:layers]:
            parts = []
            for s in block:
                parts += [nn.MaxPool2d(2, 2, ceil_mode=True)] if s == 'pool' else [conv3(*s), nn.ReLU()]
            self.blocks.append(nn.Sequential(*parts))
        self.requires_grad_(False)

    def forward(self, x):
        features = []
        for b in self.blocks:
            x = b(x)
            features.append(x)
        return features


class SCT(nn.Module):
    def __init__(self, channels, hidden, centred):
        super().__init__()
        self.centred = centred  # the decoder is not given the style's mean
        cnet, snet, i = [], [], channels
        for o in hidden:
            cnet += [nn.Conv2d(i, o, 1), nn.ReLU()]
            snet += [nn.Conv2d(i, o, 3), nn.ReLU()]
            i = o
        self.cnet = nn.Sequential(*cnet, nn.Conv2d(i, RANK, 1))
        self.snet = nn.Sequential(*snet, nn.Conv2d(i, RANK, 1))
        self.uncompress = nn.Conv2d(RANK, channels, 1)

    def forward(self, content, style):
        (cm, cs), (sm, _) = moments(content), moments(style)
        s = self.snet(style - sm).flatten(2)
        cov = torch.bmm(s, s.transpose(1, 2)) / s.shape[2]
        c = self.cnet((content - cm) / cs)
        x = self.uncompress(torch.bmm(cov, c.flatten(2)).view_as(c))
        return x if self.centred else x + sm


class Decoder(nn.Module):
    def __init__(self, mode):
        super().__init__()
        w1, w2, w3, w4 = WIDTHS
        sides = [(w4, w3), (w3, w3), (w3, w3), (w3, w3), (w3, w2), (w2, w2), (w2, w1), (w1, w1), (w1, 3)]
        ups = {1, 5, 7}
        if mode == 'photo':
            sides, ups = sides[3:], {2, 4}
        self.ups = ups
        self.aligned = mode == 'art'
        self.convs = nn.ModuleList(conv3(*s) for s in sides)
        self.sizes = [s for _, o in sides[:-1] for s in (o, o)]
        layers = 4 if mode == 'art' else 3
        self.hidden = nn.Conv2d(2 * sum(WIDTHS[:layers]), MODULATION, 1)
        self.output = nn.Conv2d(MODULATION, sum(self.sizes), 1)
        up = min(ups)  # the first enlarged convolution sees the content's layer before the last
        self.detail = nn.Conv2d(WIDTHS[layers - 2], sides[up][1], 1)

    def forward(self, x, content, statistics_, levels):
        pairs = self.output(F.relu(self.hidden(levels))).split(self.sizes, dim=1)
        for i, c in enumerate(self.convs):
            if i in self.ups:
                x = F.interpolate(x, scale_factor=2, mode='nearest')
            x = c(x)
            if i == min(self.ups):
                detail, (style_mean, style_std) = content[-2], statistics_[-2]
                mean, std = moments(detail)
                detail = (detail - mean) / std
                if self.aligned:
                    detail = detail * style_std + style_mean
                x = x + self.detail(detail)
            if i + 1 < len(self.convs):
                x = F.relu(x * (1 + pairs[2 * i]) + pairs[2 * i + 1])
        return x


class CCPL(nn.Module):
    def __init__(self, widths):
        super().__init__()
        self.first = max(0, len(widths) - 3)
        self.heads = nn.ModuleList(nn.Sequential(nn.Linear(w, w), nn.ReLU(), nn.Linear(w, w // 4)) for w in widths[self.first:])

    @staticmethod
    def differences(x, at):
        w = x.shape[3]
        flat = x.flatten(2).transpose(1, 2)  # [N H*W C]
        around = [dy * w + dx for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx]
        neighbours = torch.cat([at + d for d in around])
        return flat[:, at].repeat(1, 8, 1) - flat[:, neighbours]

    def forward(self, generated, content):
        total = 0
        for head, g, c in zip(self.heads, generated[self.first:], content[self.first:]):
            h, w = g.shape[2:]
            inner = torch.randperm((h - 2) * (w - 2))[:ANCHORS]
            at = (inner // (w - 2) + 1) * w + inner % (w - 2) + 1
            q, k = head(self.differences(g, at)), head(self.differences(c, at))
            q = q / (q.norm(dim=2, keepdim=True) + 1e-7)
            k = (k / (k.norm(dim=2, keepdim=True) + 1e-7)).detach()
            logits = torch.bmm(q, k.transpose(1, 2)) / TAU  # [N M M]
            labels = torch.arange(logits.shape[1]).repeat(len(logits))
            total = total + F.cross_entropy(logits.flatten(0, 1), labels)
        return total


def time_step(mode, with_ccpl, steps):
    torch.manual_seed(1)
    layers = 4 if mode == 'art' else 3
    encoder, decoder = Encoder(layers), Decoder(mode)
    sct = SCT(WIDTHS[layers - 1], HIDDEN[mode], mode == 'art')
    heads = CCPL(WIDTHS[:layers])
    params = [*decoder.parameters(), *sct.parameters(), *(heads.parameters() if with_ccpl else [])]
    adam = torch.optim.Adam(params, lr=1e-4)
    content, style = torch.rand(BATCH, 3, SIZE, SIZE), torch.rand(BATCH, 3, SIZE, SIZE)

    def step():
        c, s = encoder(content), encoder(style)
        statistics_ = [moments(f) for f in s]
        levels = torch.cat([m for pair in statistics_ for m in pair], dim=1)
        g = encoder(decoder(sct(c[-1], s[-1]), c, statistics_, levels))
        loss = F.mse_loss(g[-1], c[-1])
        for f, (sm, ss) in zip(g, statistics_):
            gm, gs = moments(f)
            loss = loss + 10 * (F.mse_loss(gm, sm) + F.mse_loss(gs, ss))
        if with_ccpl:
            loss = loss + 5 * heads(g, c)
        adam.zero_grad()
        loss.backward()
        adam.step()

    times = []
    for i in range(steps + 3):
        start = time.perf_counter()
        step()
        if i >= 3:
            times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main():
    torch.set_num_threads(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    steps = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    for mode in ('art', 'photo'):
        for with_ccpl in (True, False):
            print(f'{mode}/ccpl={str(with_ccpl).lower()}/threads={torch.get_num_threads()}: {time_step(mode, with_ccpl, steps):.1f} ms')


if __name__ == '__main__':
    main()
