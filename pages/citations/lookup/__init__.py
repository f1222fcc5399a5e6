"""Asking public registries what a DOI or PMID stands for. Off unless a site turns it on."""
