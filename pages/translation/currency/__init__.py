"""Currency: whether a live translation still renders what its source says, and what follows if not.

- `places` reads a content as places, each with what it says and whether safety depends on it;
- `changes` compares two contents, and `dosage` finds what a text says about doses (both pure);
- `policy` decides what becomes of a translation whose source has changed (pure);
- `comparison` compares what two signatures stand for, and keeps the answer by their fingerprints;
- `facts` tells for many pages at once which signature of the source they render;
- `following` is the effect that marks translations in the transaction of the source's publication;
- `requirement` keeps a translation off the public that policy would take off it again.
"""
