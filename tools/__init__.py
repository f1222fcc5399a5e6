"""Small programs that the Makefile calls. None of them is part of the installed package."""
