"""The glossary from and to files: CSV, and TBX (ISO 30042)."""
