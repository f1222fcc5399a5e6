"""A second site: a fresh project of `wagtail start`, with Firma installed from its package.

Unlike `tests.hostapp`, nothing of it comes from the checkout: the package is built and installed
into an environment of its own, outside. `road` is copied into the project and runs there.
"""
