"""References from and to files: RIS, BibTeX, CSL-JSON and PubMed's own format (NBIB)."""
