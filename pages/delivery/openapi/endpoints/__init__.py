"""What each endpoint is asked and answers: one module for each."""
