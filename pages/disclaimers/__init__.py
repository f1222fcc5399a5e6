"""Disclaimers: which page needs which, and their versions."""
