"""Building blocks of page bodies, one file per family."""
