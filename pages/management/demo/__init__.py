"""A small invented clinic in English and Spanish: texts, pictures and the steps that load them.

The clinic, its people and its patients do not exist. The references do.
"""
