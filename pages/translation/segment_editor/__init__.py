"""The translation editor: each segment of the source beside what is written for it.

It takes the place of wagtail-localize's on reviewed pages and disclaimers, on the same rows: what
one writes the other shows.
"""
