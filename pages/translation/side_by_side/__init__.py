"""What a reviewer of a translation reads: each source segment beside what is under review."""
