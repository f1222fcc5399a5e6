"""The reference library, inline citations and their numbering."""
